/** A real Elasticsearch 7 for tests and measurements, in a process with libraries of its own. */
@NullMarked
package io.hydrant.test.elasticsearch;

import org.jspecify.annotations.NullMarked;
