package io.hydrant.test.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder that stands for a bucket.
 *
 * @param folder need not exist yet
 */
public record FolderStore(Path folder) implements ObjectStore {
    /** Files whose name starts with a dot are still being written, as far as a reader of the bucket is concerned. */
    @Override
    public Map<String, Long> list() {
        Map<String, Long> objects = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return objects;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .forEach(file -> objects.put(
                            folder.relativize(file).toString(), file.toFile().length()));
        } catch (UncheckedIOException | NoSuchFileException e) {
            // A temporary file was renamed while we walked: what we have is a part, the next look sees more.
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return Files.newInputStream(folder.resolve(key));
    }
}
