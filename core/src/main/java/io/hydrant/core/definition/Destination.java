package io.hydrant.core.definition;

import java.io.Serializable;

/** Where the records of a stream go: objects in a bucket, a table, or a destination that takes them in requests. */
public sealed interface Destination extends Serializable
        permits S3Destination, RedshiftDestination, RequestDestination, JdbcDestination {}
