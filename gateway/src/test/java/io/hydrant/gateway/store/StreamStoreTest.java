package io.hydrant.gateway.store;

import static io.hydrant.gateway.store.TestStreams.config;
import static io.hydrant.gateway.store.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.StoreConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamStoreTest {
    /** What holds for any database. */
    abstract static class AnyDatabase {
        StreamStore store;

        abstract HydrantConfig database() throws Exception;

        @BeforeEach
        void open() throws Exception {
            store = StreamStore.open(database());
        }

        @AfterEach
        void close() throws Exception {
            store.close();
        }

        @Test
        void keepsStreamsOverARestart() throws Exception {
            DeliveryStream clicks = stream("clicks", StreamStatus.ACTIVE, 'a');
            assertThat(store.insert(clicks)).isTrue();
            store.close();
            store = StreamStore.open(database());
            assertThat(store.get("clicks"))
                    .usingRecursiveComparison()
                    .ignoringFields("definition")
                    .isEqualTo(clicks);
            assertThat(store.get("clicks").definition().json())
                    .isEqualTo(clicks.definition().json());
            assertThat(store.get("absent")).isNull();
        }

        @Test
        void takesANameOnce() {
            assertThat(store.insert(stream("clicks", StreamStatus.CREATING, 'a')))
                    .isTrue();
            assertThat(store.insert(stream("clicks", StreamStatus.CREATING, 'b')))
                    .isFalse();
            assertThat(store.get("clicks").incarnation()).isEqualTo("a".repeat(16));
        }

        @Test
        void listsInTheOrderOfCharacterCodes() {
            for (String name : List.of("b", "B", "_", "a-1", "a", "Z.9")) {
                store.insert(stream(name, StreamStatus.ACTIVE, 'a'));
            }
            assertThat(store.list()).extracting(DeliveryStream::name).containsExactly("B", "Z.9", "_", "a", "a-1", "b");
        }

        @Test
        void movesOnlyFromTheStatusThatWasSeen() {
            DeliveryStream creating = stream("clicks", StreamStatus.CREATING, 'a');
            store.insert(creating);
            assertThat(store.updateStatus(creating, StreamStatus.ACTIVE)).isTrue();
            assertThat(store.updateStatus(creating, StreamStatus.ACTIVE)).isFalse();
            assertThat(store.updateStatus(stream("clicks", StreamStatus.ACTIVE, 'b'), StreamStatus.DELETING))
                    .isFalse();
            assertThat(store.get("clicks").status()).isEqualTo(StreamStatus.ACTIVE);
        }

        @Test
        void deliveryBeginsOnce() throws Exception {
            DeliveryStream creating = stream("clicks", StreamStatus.CREATING, 'a');
            store.insert(creating);
            assertThat(store.get("clicks").deliveryStart()).isNull();
            Instant first = Instant.ofEpochMilli(1_700_000_002_345L);
            assertThat(store.beginDelivery(creating, first).deliveryStart()).isEqualTo(first);
            assertThat(store.beginDelivery(creating, first.plusSeconds(9)).deliveryStart())
                    .isEqualTo(first);

            store.close();
            store = StreamStore.open(database());
            assertThat(store.get("clicks").deliveryStart()).isEqualTo(first);
            assertThat(store.get("clicks").status()).isEqualTo(StreamStatus.CREATING);
            DeliveryStream later = stream("clicks", StreamStatus.CREATING, 'b');
            assertThatThrownBy(() -> store.beginDelivery(later, first)).hasMessageContaining("clicks is gone");
        }

        @Test
        void keepsWhatRunsUntilAnUpdateHasEnded() throws Exception {
            DeliveryStream first = stream("clicks", StreamStatus.ACTIVE, 'a');
            store.insert(first);
            ObjectNode changed = first.definition().json();
            changed.withObjectProperty("S3DestinationConfiguration").put("Prefix", "new/");
            StreamDefinition next = StreamDefinition.of(changed);
            Instant now = Instant.ofEpochMilli(1_700_000_002_345L);
            assertThat(store.update(first, next, now)).isTrue();
            assertThat(store.update(first, next, now)).as("seen before").isFalse();

            store.close();
            store = StreamStore.open(database());
            DeliveryStream updating = store.list().get(0);
            assertThat(updating.status()).isEqualTo(StreamStatus.UPDATING);
            assertThat(updating.versionId()).isEqualTo(2);
            assertThat(updating.definition().s3().prefix()).isEqualTo("new/");
            assertThat(updating.updates().last()).isEqualTo(now);
            assertThat(updating.deployed().versionId()).isEqualTo(1);
            assertThat(updating.deployed().definition().s3().prefix()).isEmpty();

            assertThat(store.update(updating, next, now.plusSeconds(1))).isTrue();
            assertThat(store.endUpdate(updating, true))
                    .as("it has another version now")
                    .isFalse();
            DeliveryStream again = store.get("clicks");
            assertThat(again.deployed().versionId()).isEqualTo(1);
            assertThat(store.endUpdate(again, true)).isTrue();
            assertThat(store.endUpdate(again, true)).isFalse();
            DeliveryStream active = store.get("clicks");
            assertThat(active.status()).isEqualTo(StreamStatus.ACTIVE);
            assertThat(active.versionId()).isEqualTo(3);
            assertThat(active.updates()).isEqualTo(new StreamUpdates(now.plusSeconds(1), null, 1));

            assertThat(store.update(active, next, now)).isTrue();
            assertThat(store.endUpdate(store.get("clicks"), false)).isTrue();
            assertThat(store.get("clicks").updates().drainedVersion()).isEqualTo(1);
        }

        @Test
        void streamsOfAnEarlierBuildHaveDeliveredSinceTheyWereMade() throws Exception {
            store.insert(stream("clicks", StreamStatus.ACTIVE, 'a'));
            store.insert(stream("views", StreamStatus.CREATING, 'b'));
            store.close();
            for (String column : List.of(
                    "delivery_start_millis",
                    "update_millis",
                    "running_version",
                    "running_definition",
                    "drained_version")) {
                execute("ALTER TABLE delivery_stream DROP COLUMN " + column);
            }
            execute("DELETE FROM \"hydrant_schema_history\" WHERE \"version\" IN ('2', '3')");
            store = StreamStore.open(database());
            assertThat(store.get("clicks").deliveryStart())
                    .isEqualTo(Instant.ofEpochMilli(store.get("clicks").createMillis()));
            assertThat(store.get("views").deliveryStart()).isNull();
        }

        @Test
        void deletesOnlyTheIncarnationThatIsMeant() {
            store.insert(stream("clicks", StreamStatus.DRAINED, 'b'));
            store.delete(stream("clicks", StreamStatus.DRAINED, 'a'));
            assertThat(store.list()).hasSize(1);
            store.delete(stream("clicks", StreamStatus.DRAINED, 'b'));
            assertThat(store.list()).isEmpty();
        }

        @Test
        void letsOneGatewayAtATimeLookAfterJobs() {
            assertThat(store.holdLease("first", Duration.ofHours(1))).isTrue();
            assertThat(store.holdLease("second", Duration.ofHours(1))).isFalse();
            assertThat(store.holdLease("first", Duration.ofHours(1))).isTrue();
            store.releaseLease("second");
            assertThat(store.holdLease("second", Duration.ofHours(1))).isFalse();
            store.releaseLease("first");
            assertThat(store.holdLease("second", Duration.ofMillis(-5))).isTrue();
            assertThat(store.holdLease("third", Duration.ofHours(1))).isTrue();
        }

        @Test
        void aRowOfAnotherBuildHidesNoOtherStream() throws Exception {
            store.insert(stream("clicks", StreamStatus.ACTIVE, 'a'));
            store.insert(stream("views", StreamStatus.ACTIVE, 'b'));
            execute("UPDATE delivery_stream SET definition = '{}', incarnation = 'c' WHERE name = 'clicks'");
            assertThat(store.list()).extracting(DeliveryStream::name).containsExactly("views");
        }

        abstract void execute(String sql) throws Exception;
    }

    @Nested
    class OnAnH2File extends AnyDatabase {
        @TempDir
        Path folder;

        @Override
        HydrantConfig database() {
            return config(folder);
        }

        @Override
        void execute(String sql) throws SQLException {
            run("jdbc:h2:retry:" + folder.toAbsolutePath().resolve("streams"), sql);
        }

        @Test
        void outlivesAnInterruptedCaller() {
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                try {
                    store.insert(stream("s" + i, StreamStatus.ACTIVE, 'a'));
                } catch (RuntimeException e) {
                    // An interrupted call may fail, but no later one.
                }
            }
            Thread.interrupted();
            assertThat(store.insert(stream("after", StreamStatus.ACTIVE, 'b'))).isTrue();
            store.close();
            store = StreamStore.open(database());
            assertThat(store.get("after")).isNotNull();
        }

        @Test
        void aGatewayThatDiedHoldsNothing() {
            assertThat(store.holdLease("died", Duration.ofHours(1))).isTrue();
            store.close();
            store = StreamStore.open(database());
            assertThat(store.holdLease("alive", Duration.ofHours(1))).isTrue();
        }
    }

    @Nested
    class OnPostgreSql extends AnyDatabase {
        private static EmbeddedPostgres postgres;

        @BeforeAll
        static void startPostgres() throws IOException {
            postgres = EmbeddedPostgres.builder().start();
        }

        @AfterAll
        static void stopPostgres() throws IOException {
            postgres.close();
        }

        @Override
        HydrantConfig database() {
            StoreConfig store = new StoreConfig(postgres.getJdbcUrl("postgres", "postgres"), null, null);
            return new HydrantConfig(
                    null, null, null, null, null, store, null, null, null, null, null, null, null, null, null, null,
                    null);
        }

        @Override
        void execute(String sql) throws SQLException {
            run(postgres.getJdbcUrl("postgres", "postgres"), sql);
        }

        @AfterEach
        void empty() throws SQLException {
            execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }

    @Test
    void saysWhenThereIsNoDatabase(@TempDir Path folder) {
        StoreConfig nowhere = new StoreConfig("jdbc:postgresql://127.0.0.1:1/none", "a", "hush");
        assertThatThrownBy(() -> StreamStore.open(new HydrantConfig(
                        null, null, folder, null, null, nowhere, null, null, null, null, null, null, null, null, null,
                        null, null)))
                .isInstanceOf(RuntimeException.class)
                .message()
                .doesNotContain("hush");
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
