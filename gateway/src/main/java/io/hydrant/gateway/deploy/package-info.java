/** Keeps one delivery job running per delivery stream, wherever jobs run. */
@NullMarked
package io.hydrant.gateway.deploy;

import org.jspecify.annotations.NullMarked;
