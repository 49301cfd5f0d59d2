/** JSON as it lies in a byte array: where its values begin and end, without making anything of them. */
@NullMarked
package io.hydrant.core.json;

import org.jspecify.annotations.NullMarked;
