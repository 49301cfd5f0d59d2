/** RecordDeAggregation: takes apart what producers put together in one record. */
@NullMarked
package io.hydrant.operators.deaggregate;

import org.jspecify.annotations.NullMarked;
