/** A real OpenSearch for tests and measurements, in a process with libraries of its own. */
@NullMarked
package io.hydrant.test.opensearch;

import org.jspecify.annotations.NullMarked;
