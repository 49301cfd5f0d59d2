/** Redshift: its real driver against PostgreSQL, behind a double of what PostgreSQL does not speak. */
@NullMarked
package io.hydrant.test.redshift;

import org.jspecify.annotations.NullMarked;
