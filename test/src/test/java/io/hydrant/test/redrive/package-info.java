/** Re-driving: what failed is delivered once, as soon as it can be. */
@NullMarked
package io.hydrant.test.redrive;

import org.jspecify.annotations.NullMarked;
