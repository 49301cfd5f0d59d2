package io.hydrant.standalone;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds a delivery stream in the store of a deployment, also while {@code hydrant serve} or a gateway has it.
 *
 * <p>An embedded store belongs to the process that serves, which locks its file; so a copy of the file is read. Such a
 * store only ever appends, and uses space again no sooner than 45 s after it was given up, so a copy made in less holds all
 * that had been committed before it was begun; what is torn at its end is left out when it is opened.
 */
public final class StreamLookup {
    private static final String FILE = "streams.mv.db";

    private StreamLookup() {}

    /**
     * The stream of that name.
     *
     * @param config as {@code hydrant serve} has it, also its data directory
     * @throws StartException if there is none
     */
    public static DeliveryStream find(String name, HydrantConfig config) {
        DeliveryStream found = config.store().url() == null ? inCopy(name, config) : in(StreamStore.open(config), name);
        if (found == null) {
            throw new StartException("--stream: " + name + " is neither a file nor a delivery stream of "
                    + (config.store().url() == null ? config.dataDirectory() : "store.url")
                    + "; give the stream's name and the --conf or --data of the service, or its file");
        }
        return found;
    }

    private static @Nullable DeliveryStream inCopy(String name, HydrantConfig config) {
        Path file = config.dataDirectory().resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        Path folder = null;
        try {
            // Readable by nobody else: definitions have credentials in them.
            folder = Files.createTempDirectory("hydrant-redrive-");
            Files.copy(file, folder.resolve(FILE));
            return in(StreamStore.open(LocalConfig.in(folder, config)), name);
        } catch (IOException e) {
            throw new StartException("dataDirectory: " + file + " cannot be copied (" + e + ")", e);
        } finally {
            if (folder != null) {
                TemporaryFolder.delete(folder);
            }
        }
    }

    private static @Nullable DeliveryStream in(StreamStore store, String name) {
        try (store) {
            return store.get(name);
        }
    }
}
