/** Tables of a data catalog: what columns they have, asked of Glue. */
@NullMarked
package io.hydrant.clients.glue;

import org.jspecify.annotations.NullMarked;
