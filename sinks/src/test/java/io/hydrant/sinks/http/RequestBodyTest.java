package io.hydrant.sinks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static final UUID ID = UUID.fromString("5d1f2a4c-0000-4000-8000-00000000abcd");

    @Test
    void hasIdTimeAndRecords() {
        Selection records = Selection.of(List.of(batch("a", ""), batch("ccc")));
        assertThat(new RequestBody(new byte[0]).write(new Request(ID, 1_700_000_000_001L, records)))
                .asString(UTF_8)
                .isEqualTo("{\"requestId\":\"5d1f2a4c-0000-4000-8000-00000000abcd\",\"timestamp\":1700000000001,"
                        + "\"records\":[{\"data\":\"YQ==\"},{\"data\":\"\"},{\"data\":\"Y2Nj\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "ab", "abc", "abcde"})
    void isBase64OfEveryLengthWithTheDelimiterBehind(String delimiter) {
        Random random = new Random(1);
        List<byte[]> records = IntStream.range(0, 300)
                .mapToObj(length -> {
                    byte[] bytes = new byte[length];
                    random.nextBytes(bytes);
                    return bytes;
                })
                .toList();
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
        records.forEach(record -> builder.add(record, 0, record.length));
        String expected = records.stream()
                .map(record -> "{\"data\":\"" + Base64.getEncoder().encodeToString(join(record, delimiter)) + "\"}")
                .collect(Collectors.joining(","));

        byte[] body = new RequestBody(delimiter.getBytes(UTF_8))
                .write(new Request(ID, 1, Selection.of(List.of(builder.build()))));
        assertThat(body)
                .asString(UTF_8)
                .isEqualTo("{\"requestId\":\"" + ID + "\",\"timestamp\":1,\"records\":[" + expected + "]}");
    }

    @Test
    void isCutWhereRecordsAreTooManyOrTooLong() {
        RequestBody body = new RequestBody("\n".getBytes(UTF_8));
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
        IntStream.range(0, RequestBody.MAX_RECORDS).forEach(i -> builder.add(new byte[1], 0, 1));
        builder.add(new byte[RequestBody.MAX_DATA_BYTES], 0, RequestBody.MAX_DATA_BYTES);
        builder.add(new byte[RequestBody.MAX_DATA_BYTES - 1], 0, RequestBody.MAX_DATA_BYTES - 1);
        List<Selection> parts = body.cut(Selection.of(List.of(builder.build())));

        assertThat(parts).extracting(Selection::size).containsExactly(RequestBody.MAX_RECORDS, 1, 1);
        assertThat(parts).extracting(body::isTooLong).containsExactly(false, false, true);
        assertThat(parts.get(1).payloadLength()).isEqualTo(RequestBody.MAX_DATA_BYTES - 1);
    }

    private static byte[] join(byte[] record, String delimiter) {
        byte[] joined = new byte[record.length + delimiter.length()];
        System.arraycopy(record, 0, joined, 0, record.length);
        System.arraycopy(delimiter.getBytes(UTF_8), 0, joined, record.length, delimiter.length());
        return joined;
    }

    private static RecordBatch batch(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
        for (String record : records) {
            builder.add(record.getBytes(UTF_8), 0, record.length());
        }
        return builder.build();
    }
}
