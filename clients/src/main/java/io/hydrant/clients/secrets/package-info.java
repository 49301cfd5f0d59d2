/** Secrets of Secrets Manager, followed while a job runs. */
@NullMarked
package io.hydrant.clients.secrets;

import org.jspecify.annotations.NullMarked;
