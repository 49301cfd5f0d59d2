package io.hydrant.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void givesTheMiddleOfAnOddNumberOfRounds() {
        Samples samples = new Samples(List.of(30.0, 10.0, 20.0));

        assertThat(samples.median()).isEqualTo(20);
        assertThat(samples.min()).isEqualTo(10);
        assertThat(samples.max()).isEqualTo(30);
    }

    @Test
    void givesTheMeanOfTheTwoMiddleOnesOfAnEvenNumber() {
        assertThat(new Samples(List.of(1.0, 100.0, 3.0, 2.0)).median()).isEqualTo(2.5);
    }

    @Test
    void takesTheSmallestValueThatCoversThePercentile() {
        double[] hundred =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();

        assertThat(Samples.percentile(hundred, 0.50)).isEqualTo(50);
        assertThat(Samples.percentile(hundred, 0.99)).isEqualTo(99);
        assertThat(Samples.percentile(new double[] {7}, 0.99)).isEqualTo(7);
    }

    @Test
    void refusesToSumUpNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Samples(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.percentile(new double[0], 0.5));
    }
}
