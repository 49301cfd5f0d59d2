/** The Firehose API in front of the ingest log: puts go to the log, streams to the store, jobs to where jobs run. */
@NullMarked
package io.hydrant.gateway;

import org.jspecify.annotations.NullMarked;
