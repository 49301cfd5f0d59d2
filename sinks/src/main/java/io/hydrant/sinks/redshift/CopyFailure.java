package io.hydrant.sinks.redshift;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param code Firehose's
 * @param sqlState the database's; null if it said none
 * @param message its first line, without what is secret; may quote what is in records
 */
record CopyFailure(String code, @Nullable String sqlState, String message) {}
