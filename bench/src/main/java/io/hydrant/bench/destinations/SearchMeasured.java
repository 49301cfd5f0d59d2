package io.hydrant.bench.destinations;

import io.hydrant.bench.process.Consumption;

/**
 * What the JVM of a contestant answers.
 *
 * @param bytes of the records, as they came
 * @param consumption what their delivery took, the start of the job included
 */
record SearchMeasured(long bytes, Consumption consumption) {}
