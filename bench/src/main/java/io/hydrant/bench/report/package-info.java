/** Medians, ratios, tables and the JSON behind them. */
@NullMarked
package io.hydrant.bench.report;

import org.jspecify.annotations.NullMarked;
