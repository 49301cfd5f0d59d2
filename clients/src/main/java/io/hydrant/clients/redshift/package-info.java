/** Temporary credentials of Redshift's databases, from the APIs of Redshift and Redshift Serverless. */
@NullMarked
package io.hydrant.clients.redshift;

import org.jspecify.annotations.NullMarked;
