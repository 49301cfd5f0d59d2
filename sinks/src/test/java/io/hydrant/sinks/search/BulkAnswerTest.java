package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerTest {
    private static final String MAPPING_ERROR =
            "{\"type\":\"mapper_parsing_exception\",\"reason\":\"failed to parse\",\"caused_by\":{\"type\":\"x\"}}";

    @Test
    void withoutErrorsIsNotReadFurther() throws IOException {
        assertThat(read("{\"took\":30,\"errors\":false,\"items\":[{\"index\":{\"status\":201}}", 1))
                .isEmpty();
    }

    @Test
    void tellsFailedItemsByTheirPosition() throws IOException {
        String answer = "{\"took\":30,\"errors\":true,\"items\":["
                + "{\"index\":{\"_index\":\"a\",\"_id\":\"1\",\"_shards\":{\"total\":2},\"status\":201}},"
                + "{\"index\":{\"_index\":\"a\",\"status\":400,\"error\":" + MAPPING_ERROR + "}},"
                + "{\"create\":{\"error\":\"RemoteTransportException[\\\"busy\\\"]\",\"status\":429}},"
                + "{\"index\":{\"status\":503}}]}";

        assertThat(read(answer, 4))
                .containsExactly(
                        "1 400 " + MAPPING_ERROR, "2 429 \"RemoteTransportException[\\\"busy\\\"]\"", "3 503 ");
    }

    @Test
    void tellsThemWhereverErrorsStands() throws IOException {
        assertThat(read("{\"items\":[{\"index\":{\"status\":500}}],\"errors\":true}", 1))
                .containsExactly("0 500 ");
    }

    @Test
    void cutsLongErrors() throws IOException {
        String error = "\"" + "x".repeat(5000) + "\"";

        assertThat(read("{\"errors\":true,\"items\":[{\"index\":{\"error\":" + error + ",\"status\":400}}]}", 1))
                .containsExactly("0 400 " + error.substring(0, BulkAnswer.MAX_ERROR_BYTES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"errors\":true}",
                "{\"errors\":true,\"items\":[]}",
                "{\"errors\":true,\"items\":{}}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":201}},{\"index\":{\"status\":400}}]}",
                "{\"errors\":true,\"items\":[{\"index\":{}}]}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":\"400\"}}]}",
                "{\"errors\":true,\"items\":[{}]}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":400}}]"
            })
    void isNoOther(String answer) {
        assertThatThrownBy(() -> read(answer, 1)).isInstanceOf(IOException.class);
    }

    private static List<String> read(String answer, int items) throws IOException {
        List<String> failed = new ArrayList<>();
        BulkAnswer.read(
                answer.getBytes(UTF_8), items, (item, status, error) -> failed.add(item + " " + status + " " + error));
        return failed;
    }
}
