package io.hydrant.test.clients;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.standalone.LocalHydrant;
import io.hydrant.test.chaos.FolderStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** The whole service in this JVM, and its buckets. */
final class Service implements AutoCloseable {
    private final LocalHydrant hydrant;
    private final Path folder;

    private Service(LocalHydrant hydrant, Path folder) {
        this.hydrant = hydrant;
        this.folder = folder;
    }

    /** Starts it on free ports, with everything in the folder. */
    static Service start(Path folder) {
        HydrantConfig config = LocalConfig.onFlink(0, Duration.ofSeconds(1), HydrantConfig.defaults());
        return new Service(LocalHydrant.start(LocalConfig.in(folder, LocalConfig.onPort(0, config))), folder);
    }

    URI endpoint() {
        return hydrant.uri();
    }

    /** The objects of a bucket. */
    FolderStore bucket(String name) {
        return new FolderStore(folder.resolve("s3").resolve(name));
    }

    /** The contents of all objects of a bucket, in the order of their keys. */
    String contents(String bucket) {
        FolderStore store = bucket(bucket);
        return store.list().keySet().stream().map(key -> text(store, key)).collect(Collectors.joining());
    }

    /** The content of an object. */
    String text(String bucket, String key) {
        return text(bucket(bucket), key);
    }

    private static String text(FolderStore store, String key) {
        try (InputStream in = store.open(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        hydrant.close();
    }
}
