/** Documents in real servers of OpenSearch and Elasticsearch, and what becomes of those that they refuse. */
@NullMarked
package io.hydrant.test.search;

import org.jspecify.annotations.NullMarked;
