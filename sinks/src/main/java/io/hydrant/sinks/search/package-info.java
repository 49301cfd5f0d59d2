/** The destinations OpenSearch, Elasticsearch and OpenSearch Serverless: records are documents of an index. */
@NullMarked
package io.hydrant.sinks.search;

import org.jspecify.annotations.NullMarked;
