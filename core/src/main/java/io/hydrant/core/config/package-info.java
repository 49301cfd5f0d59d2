/** Deployment configuration: {@code conf/hydrant.yaml} as records that cannot be wrong. */
@NullMarked
package io.hydrant.core.config;

import org.jspecify.annotations.NullMarked;
