package io.hydrant.sinks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
    void hasNoRecordsIfThereAreNone() {
        Request none = new Request(ID, 1, Selection.of(List.of()));
        assertThat(new RequestBody(new byte[0]).write(none))
                .asString(UTF_8)
                .isEqualTo("{\"requestId\":\"" + ID + "\",\"timestamp\":1,\"records\":[]}");
    }

    /** Records end within a piece, and pieces within a record; some pieces are read late, so that others are written before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 200, 1_023, 5_000, 300_000})
    void isTheSameInPiecesHoweverTheyAreRead(int length) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
        StringBuilder expected = new StringBuilder("{\"requestId\":\"" + ID + "\",\"timestamp\":1,\"records\":[");
        Random random = new Random(length);
        for (int i = 0; builder.payloadLength() < 5 * RequestJson.PIECE_BYTES; i++) {
            byte[] record = new byte[length + random.nextInt(7)];
            random.nextBytes(record);
            builder.add(record, 0, record.length);
            expected.append(i == 0 ? "{\"data\":\"" : ",{\"data\":\"")
                    .append(Base64.getEncoder().encodeToString(join(record, "\n")))
                    .append("\"}");
        }
        byte[] delimiter = {'\n'};
        Request request = new Request(ID, 1, Selection.of(List.of(builder.build())));
        long whole = RequestJson.length(request, delimiter);

        for (int late = 0; late < 4; late++) {
            List<ByteBuffer> unread = new ArrayList<>();
            ByteBuffer read = ByteBuffer.allocate((int) whole);
            for (RequestJson json = new RequestJson(request, delimiter, whole); json.hasNext(); ) {
                unread.add(json.next());
                if (unread.size() > late) {
                    read.put(unread.remove(0));
                }
            }
            unread.forEach(read::put);
            assertThat(new String(read.array(), UTF_8)).isEqualTo(expected + "]}");
        }
    }

    @Test
    void takesTheMemoryOfTwoPieces() {
        byte[] record = new byte[20 * RequestJson.PIECE_BYTES];
        RecordBatch batch = new RecordBatchBuilder(0)
                .beginEntry(0)
                .add(record, 0, record.length)
                .build();
        Request request = new Request(ID, 1, Selection.of(List.of(batch)));
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        new RequestJson(request, new byte[0], RequestJson.length(request, new byte[0])).forEachRemaining(piece -> {
            arrays.add(piece.array());
            piece.position(piece.limit());
        });
        assertThat(arrays).hasSize(2);
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
