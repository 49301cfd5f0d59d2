/** Direct PUT: reads what the gateway wrote to the ingest log. */
@NullMarked
package io.hydrant.sources.directput;

import org.jspecify.annotations.NullMarked;
