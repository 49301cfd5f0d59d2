package io.hydrant.bench.report;

import java.util.Arrays;
import java.util.Collection;

/** The same figure from several rounds. */
public final class Samples {
    private final double[] sorted;

    /**
     * @param values one per round, in any order
     * @throws IllegalArgumentException if there are none
     */
    public Samples(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no round was measured");
        }
        this.sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** The middle value; the mean of the middle two if their number is even. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest value. */
    public double min() {
        return sorted[0];
    }

    /** The largest value. */
    public double max() {
        return sorted[sorted.length - 1];
    }

    /** The smallest value that at least {@code share} (0 to 1) of all values do not exceed. */
    public static double percentile(double[] values, double share) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no value was measured");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }
}
