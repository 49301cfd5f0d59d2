package io.hydrant.standalone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * What the objects of a local bucket hold, compared with the events that were put.
 *
 * @param objects the published objects, oldest name first
 * @param missing numbers of events in no object
 * @param repeated numbers of events that an object holds after another one, or twice
 * @param unknown lines that are no event that was put, byte for byte
 */
public record Delivered(List<DeliveredObject> objects, List<Long> missing, List<Long> repeated, List<String> unknown) {

    /**
     * A published object.
     *
     * @param key its key in the bucket
     * @param bytes its size as stored
     * @param records lines in it
     */
    public record DeliveredObject(String key, long bytes, long records) {}

    /**
     * Reads every object.
     *
     * @param bucket the bucket's folder
     * @param events where the events came from
     * @param count how many were put: numbers 0 to {@code count - 1}
     * @throws UncheckedIOException if an object cannot be read
     */
    public static Delivered read(Path bucket, Events events, int count) {
        List<DeliveredObject> objects = new ArrayList<>();
        List<Long> repeated = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        BitSet seen = new BitSet(count);
        for (Path object : objects(bucket)) {
            objects.add(open(bucket, object, line -> {
                long number = Events.number(line);
                if (number < 0 || number >= count || !line.equals(text(events, number))) {
                    unknown.add(line);
                } else if (seen.get((int) number)) {
                    repeated.add(number);
                } else {
                    seen.set((int) number);
                }
            }));
        }
        List<Long> missing = new ArrayList<>();
        for (int number = seen.nextClearBit(0); number < count; number = seen.nextClearBit(number + 1)) {
            missing.add((long) number);
        }
        return new Delivered(objects, missing, repeated, unknown);
    }

    /** The published objects under a bucket's folder, by key; what a writer has not published yet is hidden. */
    static List<Path> objects(Path bucket) {
        List<Path> objects = new ArrayList<>();
        try {
            Files.walkFileTree(bucket, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!file.getFileName().toString().startsWith(".")) {
                        objects.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    // A hidden file may be published, and so renamed, between its listing and this visit.
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + bucket, e);
        }
        objects.sort(null);
        return objects;
    }

    /** Lines in a GZIP object. */
    static long records(Path object) {
        return open(object, object, line -> {}).records();
    }

    /** Whether each event is in exactly one object and nothing else is. */
    public boolean exactlyOnce() {
        return missing.isEmpty() && repeated.isEmpty() && unknown.isEmpty();
    }

    private static DeliveredObject open(Path bucket, Path object, Consumer<String> onLine) {
        long records = 0;
        try (InputStream file = Files.newInputStream(object);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file, 64 << 10), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                onLine.accept(line);
                records++;
            }
            return new DeliveredObject(bucket.relativize(object).toString(), Files.size(object), records);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + object, e);
        }
    }

    private static String text(Events events, long number) {
        return new String(events.event(number), StandardCharsets.UTF_8).stripTrailing();
    }
}
