package io.hydrant.test.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servers that the other tests of this package believe. */
class SearchServerIT {
    private static final String BULK = """
            {"index": {"_index": "fruit", "_id": "1"}}
            {"weight": 1}
            {"index": {"_index": "fruit", "_id": "2"}}
            {"weight": "heavy"}
            {"index": {"_index": "fruit", "_id": "1"}}
            {"weight": 3}
            """;

    @ParameterizedTest
    @EnumSource
    void whatItHasAcknowledgedSurvivesAKill(SearchServer.Kind kind) throws IOException {
        Path folder = Folders.empty(Repository.target().resolve("search-server-it"));
        try (SearchServer server = SearchServer.start(kind, folder)) {
            SearchClient client = server.client();
            client.createIndex("fruit", "{\"mappings\": {\"properties\": {\"weight\": {\"type\": \"long\"}}}}");

            assertThat(client.ask("POST", "/_bulk", BULK).findValuesAsText("status"))
                    .containsExactly("201", "400", "200");
            server.kill();
            server.restart();

            assertThat(client.count("fruit")).isOne();
            assertThat(client.get("fruit", "1").path("weight").asInt()).isEqualTo(3);
            assertThat(client.documents("fr*")).containsOnlyKeys("fruit/1");

            client.setReadOnly("fruit", true);
            assertThat(client.ask("POST", "/_bulk", BULK).findValuesAsText("status"))
                    .containsOnly("403");
            client.deleteIndex("fruit");
            assertThat(client.hasIndex("fruit")).isFalse();
        }
    }
}
