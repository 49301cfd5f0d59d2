/** HTTP clients: made in one place, with the deployment's TLS, and bounded in what they take into memory. */
@NullMarked
package io.hydrant.clients.http;

import org.jspecify.annotations.NullMarked;
