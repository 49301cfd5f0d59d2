/** The files in {@code k8s/}, checked against what a cluster accepts. */
@NullMarked
package io.hydrant.test.k8s;

import org.jspecify.annotations.NullMarked;
