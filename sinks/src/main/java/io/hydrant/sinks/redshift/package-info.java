/** Delivery to Redshift: staged objects are copied into a table, each of them once, by a ledger beside the table. */
@NullMarked
package io.hydrant.sinks.redshift;

import org.jspecify.annotations.NullMarked;
