/** The delivery streams of this deployment: kept in a database over JDBC, and looked up in memory. */
@NullMarked
package io.hydrant.gateway.store;

import org.jspecify.annotations.NullMarked;
