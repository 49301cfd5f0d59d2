/** The processor Lambda: functions, Amazon's or not, and plug-ins that transform buffers of records. */
@NullMarked
package io.hydrant.operators.lambda;

import org.jspecify.annotations.NullMarked;
