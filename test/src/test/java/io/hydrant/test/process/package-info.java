/** Programs that tests start as processes of their own, and what they need to find them. */
@NullMarked
package io.hydrant.test.process;

import org.jspecify.annotations.NullMarked;
