/** The data plane's operations: from a request body straight into a log entry, one pass over the bytes. */
@NullMarked
package io.hydrant.gateway.put;

import org.jspecify.annotations.NullMarked;
