package io.hydrant.bench.load;

import io.hydrant.bench.process.Consumption;

/**
 * What the JVM of a contestant answers.
 *
 * @param consumption what its rows took, the start of the job included, the database's work not
 */
record TableMeasured(Consumption consumption) {}
