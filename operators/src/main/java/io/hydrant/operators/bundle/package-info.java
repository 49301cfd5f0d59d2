/** Gathers small batches right behind the source, so that what follows is paid per bundle and not per request. */
@NullMarked
package io.hydrant.operators.bundle;

import org.jspecify.annotations.NullMarked;
