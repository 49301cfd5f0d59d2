package io.hydrant.job.redrive;

import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.core.record.RecordOrigin;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the records of the error output are said to have stood, since ids are made of that.
 *
 * <p>A line for OpenSearch names the id of its document, which says where the record stood in the source. It is given that
 * place again, so its document has the same id as on every attempt before. Other records get a place that no source has: a
 * negative partition for the redrive, and for the offset the numbers of object and line. It is the same whenever the
 * redrive is resumed.
 */
final class RecordPlaces implements Serializable {
    private static final long serialVersionUID = 1L;

    /** -1 is the partition of what stands nowhere. */
    private static final int BEFORE_FIRST = -1;

    /**
     * As the search destination makes them: stream, partition or shard, offset or sequence number, index or subsequence
     * number, and a part if there is one.
     */
    private static final Pattern DOCUMENT_ID = Pattern.compile(
            "[\\w-]{11}\\.([0-9a-f]{1,16})\\.([0-9a-f]{1,16}|\\d{1,128})\\.([0-9a-f]{1,16})(?:\\.([0-9a-f]{1,16}))?");

    /** Of a long. */
    private static final int HEX_DIGITS = 16;

    private static final byte[] NO_METADATA = {};

    private final int partition;
    private final boolean kinesis;

    /**
     * @param redrive its number
     * @param kinesis whether the stream reads a Kinesis data stream
     */
    RecordPlaces(int redrive, boolean kinesis) {
        this.partition = BEFORE_FIRST - redrive;
        this.kinesis = kinesis;
    }

    /**
     * Adds the record of a line.
     *
     * @param object its number in the plan
     * @param number of the line in the object
     */
    void add(RecordBatchBuilder target, FailedLine line, int object, long number) {
        Matcher id = DOCUMENT_ID.matcher(line.documentId() == null ? "" : line.documentId());
        if (!id.matches() || (!kinesis && id.group(2).length() > HEX_DIGITS)) {
            long offset = ((long) object << Integer.SIZE) + number;
            target.add(new RecordOrigin(partition, offset, 0, line.arrivalMillis(), 1), line.rawData(), NO_METADATA);
            return;
        }
        int place = (int) hex(id.group(1));
        int part = id.group(4) == null ? RecordOrigin.WHOLE : (int) hex(id.group(4));
        if (kinesis && place >= 0) {
            byte[] metadata = new KinesisMetadata("", "", id.group(2), hex(id.group(3))).encode();
            target.add(new RecordOrigin(place, 0, 0, line.arrivalMillis(), 1, part), line.rawData(), metadata);
        } else {
            int index = (int) hex(id.group(3));
            target.add(
                    new RecordOrigin(place, hex(id.group(2)), index, line.arrivalMillis(), 1, part),
                    line.rawData(),
                    NO_METADATA);
        }
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
