package io.hydrant.gateway.store;

import static io.hydrant.gateway.store.TestStreams.config;
import static io.hydrant.gateway.store.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredStreamsTest {
    @Test
    void knowsWhatTheStoreHeldWhenItWasLastRead(@TempDir Path folder) {
        try (StreamStore store = StreamStore.open(config(folder))) {
            DeliveryStream clicks = stream("clicks", StreamStatus.CREATING, 'a');
            store.insert(clicks);
            StoredStreams streams = new StoredStreams(store);
            assertThat(streams.find("clicks").status().acceptingRecords()).isTrue();
            assertThat(streams.find("views")).isNull();

            store.updateStatus(clicks, StreamStatus.DELETING);
            store.insert(stream("views", StreamStatus.ACTIVE, 'b'));
            assertThat(streams.find("views")).isNull();
            assertThat(streams.refresh()).hasSize(2);
            assertThat(streams.find("clicks").status().acceptingRecords()).isFalse();
            assertThat(streams.find("views")).isNotNull();

            store.delete(clicks);
            streams.refresh();
            assertThat(streams.find("clicks")).isNull();
        }
    }
}
