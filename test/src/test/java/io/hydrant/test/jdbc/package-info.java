/** Streams whose records become rows, through whole deployments. */
@NullMarked
package io.hydrant.test.jdbc;

import org.jspecify.annotations.NullMarked;
