package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatchBuilder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Buffers of records, and the lines that they become in the error output. */
final class Records {
    static final long ARRIVAL = 1_700_000_000_000L;

    private Records() {}

    /** A request of partition 0 of the log, with offset 7. */
    static Buffer buffer(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginRun(0, 7, 0, ARRIVAL);
        for (byte[] record :
                Arrays.stream(records).map(text -> text.getBytes(UTF_8)).toList()) {
            builder.add(record, 0, record.length);
        }
        return new Buffer(List.of(builder.build()));
    }

    /** In the message REST stands for anything, ID for a request's id and TIME for one in milliseconds. */
    static void assertLine(String line, int attempts, String code, String message, String rawData, String dataId) {
        String expected =
                "{\"attemptsMade\":" + attempts + ",\"arrivalTimestamp\":" + ARRIVAL + ",\"errorCode\":\"" + code
                        + "\",\"errorMessage\":\"" + message + "\",\"attemptEndingTimestamp\":TIME,\"rawData\":\""
                        + Base64.getEncoder().encodeToString(rawData.getBytes(UTF_8)) + "\",\"subsequenceNumber\":"
                        + dataId.substring(dataId.indexOf('.') + 1) + ",\"dataId\":\"" + dataId + "\"}\n";
        String pattern = Pattern.quote(expected)
                .replace("REST", "\\E.*\\Q")
                .replace("TIME", "\\E\\d{13}\\Q")
                .replace("ID", "\\E[0-9a-f-]{36}\\Q");
        assertThat(line).matches(pattern);
        assertThat(line.length()).isLessThan(expected.length() + 1200);
    }
}
