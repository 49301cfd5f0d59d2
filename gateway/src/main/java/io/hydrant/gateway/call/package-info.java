/** A call of the API between HTTP and the operation that answers it. */
@NullMarked
package io.hydrant.gateway.call;

import org.jspecify.annotations.NullMarked;
