package io.hydrant.gateway.put;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.gateway.log.Appended;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * What became of the records of one call.
 *
 * @param incarnation tells apart the streams that ever had this name
 * @param entries the call's records, in order
 * @param results what the log said to each entry
 */
record Receipt(int incarnation, List<RecordBatch> entries, List<Appended> results) {
    private static final byte[] RECORD_ID = JsonBytes.ascii("{\"RecordId\":\"");
    private static final byte[] END_RECORD_ID = JsonBytes.ascii("\"}");
    private static final byte[] ENCRYPTED = JsonBytes.ascii("\",\"Encrypted\":false}");
    private static final byte[] FAILED = JsonBytes.ascii("{\"FailedPutCount\":");
    private static final byte[] RESPONSES = JsonBytes.ascii(",\"Encrypted\":false,\"RequestResponses\":[");
    private static final byte[] END_RESPONSES = JsonBytes.ascii("]}");
    private static final byte[] UNAVAILABLE =
            JsonBytes.ascii("{\"ErrorCode\":\"ServiceUnavailableException\",\"ErrorMessage\":\"Slow down.\"}");
    private static final byte[] INTERNAL =
            JsonBytes.ascii("{\"ErrorCode\":\"InternalFailure\",\"ErrorMessage\":\"Internal service failure.\"}");

    /** How many records the log did not acknowledge. */
    int failedCount() {
        int failed = 0;
        for (int i = 0; i < results.size(); i++) {
            if (!results.get(i).acknowledged()) {
                failed += entries.get(i).size();
            }
        }
        return failed;
    }

    /** Bytes of the records that the log did not acknowledge. */
    long failedBytes() {
        long failed = 0;
        for (int i = 0; i < results.size(); i++) {
            if (!results.get(i).acknowledged()) {
                failed += entries.get(i).payloadLength();
            }
        }
        return failed;
    }

    /** Whether the log acknowledged no record at all. */
    boolean allFailed() {
        for (Appended result : results) {
            if (result.acknowledged()) {
                return false;
            }
        }
        return true;
    }

    /** PutRecord's answer; the call's only entry must be acknowledged. */
    byte[] forRecord() {
        JsonBytes json = new JsonBytes(RECORD_ID.length + RecordIds.LENGTH + ENCRYPTED.length);
        json.append(RECORD_ID);
        json.appendRecordId(incarnation, results.get(0).partition(), offset(results.get(0)), 0);
        return json.append(ENCRYPTED).toBytes();
    }

    /** PutRecordBatch's answer, a response for each record in the order they were sent. */
    byte[] forBatch() {
        int records = 0;
        for (RecordBatch entry : entries) {
            records += entry.size();
        }
        JsonBytes json = new JsonBytes(96 + records * (RECORD_ID.length + RecordIds.LENGTH + END_RECORD_ID.length + 1));
        json.append(FAILED).append(failedCount()).append(RESPONSES);
        for (int i = 0; i < results.size(); i++) {
            appendEntry(json, i, entries.get(i).size());
        }
        return json.append(END_RESPONSES).toBytes();
    }

    private void appendEntry(JsonBytes json, int entry, int records) {
        Appended result = results.get(entry);
        long offset = offset(result);
        for (int k = 0; k < records; k++) {
            if (entry > 0 || k > 0) {
                json.append(',');
            }
            if (result.acknowledged()) {
                json.append(RECORD_ID);
                json.appendRecordId(incarnation, result.partition(), offset, k);
                json.append(END_RECORD_ID);
            } else {
                json.append(result.failure() instanceof RecordTooLargeException ? INTERNAL : UNAVAILABLE);
            }
        }
    }

    /** An acknowledged entry of unknown offset gets a negative random one instead, which no other entry has. */
    private static long offset(Appended result) {
        return result.offset() >= 0
                ? result.offset()
                : ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE;
    }
}
