/** Names of objects: prefix expressions, the rules they obey and the keys made from them. */
@NullMarked
package io.hydrant.core.prefix;

import org.jspecify.annotations.NullMarked;
