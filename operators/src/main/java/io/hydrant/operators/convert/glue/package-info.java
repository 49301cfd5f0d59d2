/** The schema of a table in Glue, followed while a job runs. */
@NullMarked
package io.hydrant.operators.convert.glue;

import org.jspecify.annotations.NullMarked;
