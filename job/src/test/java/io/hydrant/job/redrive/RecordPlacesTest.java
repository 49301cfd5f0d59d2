package io.hydrant.job.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.core.record.RecordOrigin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Places from which the search destination makes the same ids again: see its DocumentIdsTest. */
class RecordPlacesTest {
    @Test
    void aDocumentsPlaceIsReadFromItsId() {
        RecordOrigin origin = place("AbC-_123456.3.1f.a", false).origin(0);

        assertThat(origin).isEqualTo(new RecordOrigin(3, 31, 10, 5, 1));
        assertThat(place("AbC-_123456.3.1f.a.100001", false).origin(0))
                .isEqualTo(new RecordOrigin(3, 31, 10, 5, 1, 0x100001));
    }

    @Test
    void thatOfAKinesisRecordIsItsShardAndNumbers() {
        RecordBatch batch = place("AbC-_123456.c.49590338271490256608559692538361571095921575989136588898.2.1", true);

        assertThat(batch.origin(0)).isEqualTo(new RecordOrigin(12, 0, 0, 5, 1, 1));
        assertThat(KinesisMetadata.of(batch, 0))
                .isEqualTo(new KinesisMetadata("", "", "49590338271490256608559692538361571095921575989136588898", 2));
    }

    @Test
    void whatHasNoIdGetsAPlaceThatNoSourceHas() {
        RecordOrigin here = new RecordOrigin(-5, (7L << 32) + 9, 0, 5, 1);

        assertThat(place(null, false).origin(0)).isEqualTo(here);
        assertThat(place("somebody's", true).origin(0)).isEqualTo(here);
        assertThat(place("AbC-_123456.c.49590338271490256608559692538361571095921575989136588898.2", false)
                        .origin(0))
                .isEqualTo(here);
    }

    /** It failed again in an earlier redrive, and so has no place in Kinesis. */
    @Test
    void aPlaceThatARedriveGaveStays() {
        RecordBatch batch = place("AbC-_123456.fffffffffffffffb.700000009.0", true);

        assertThat(batch.origin(0)).isEqualTo(new RecordOrigin(-5, (7L << 32) + 9, 0, 5, 1));
        assertThat(batch.hasMetadata()).isFalse();
    }

    private static RecordBatch place(@Nullable String documentId, boolean kinesis) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0);
        FailedLine line = new FailedLine("403", 5, 6, new byte[] {1, 2}, documentId);
        new RecordPlaces(4, kinesis).add(builder, line, 7, 9);
        RecordBatch batch = builder.build();
        assertThat(batch.end(0)).isEqualTo(2);
        return batch;
    }
}
