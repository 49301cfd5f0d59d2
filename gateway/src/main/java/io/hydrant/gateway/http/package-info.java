/** The gateway's HTTP server: routes, bounds, and the one place where errors become answers. */
@NullMarked
package io.hydrant.gateway.http;

import org.jspecify.annotations.NullMarked;
