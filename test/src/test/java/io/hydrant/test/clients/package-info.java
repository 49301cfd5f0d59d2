/** Real Firehose clients, unchanged, against the service. */
@NullMarked
package io.hydrant.test.clients;

import org.jspecify.annotations.NullMarked;
