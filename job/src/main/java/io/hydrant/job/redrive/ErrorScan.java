package io.hydrant.job.redrive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a stream's error output once, to find out what a redrive takes of it. Not thread-safe. */
final class ErrorScan {
    private final URI bucket;
    private final RedriveFilter filter;
    private final Map<String, List<RedriveFilter>> takenBefore = new HashMap<>();

    private final Set<String> exhausted = new HashSet<>();

    private final List<PlannedObject> planned = new ArrayList<>();
    private final List<SkippedObjects> manifests = new ArrayList<>();
    private final SortedMap<String, Long> byCode = new TreeMap<>();
    private final SortedMap<String, Long> leftAlone = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private long oldestMillis = Long.MAX_VALUE;
    private long newestMillis = Long.MIN_VALUE;

    /**
     * @param bucket of the error output
     * @param earlier redrives of the stream
     */
    ErrorScan(URI bucket, RedriveFilter filter, List<RedrivePlan> earlier) {
        this.bucket = bucket;
        this.filter = filter;
        for (RedrivePlan plan : earlier) {
            for (PlannedObject object : plan.objects()) {
                takenBefore
                        .computeIfAbsent(object.key(), key -> new ArrayList<>())
                        .add(plan.filter());
                if (object.exhausted()) {
                    exhausted.add(object.key());
                }
            }
            plan.manifests().forEach(manifest -> exhausted.add(manifest.key()));
        }
    }

    /** Reads objects. One that cannot be read is complained of, and left for another redrive. */
    ErrorScan read(List<String> keys) {
        for (String key : keys) {
            if (exhausted.contains(key)) {
                continue;
            }
            try {
                new OfObject(key, takenBefore.getOrDefault(key, List.of())).read();
            } catch (IOException e) {
                complaints.add(key + ": cannot be read, and is left alone: " + e);
            }
        }
        return this;
    }

    /** Reads manifests of objects that a database has not copied. */
    ErrorScan readManifests(List<String> keys) {
        for (String key : keys) {
            if (exhausted.contains(key)) {
                continue;
            }
            try (InputStream in = ObjectContents.open(ErrorObjects.path(bucket, key))) {
                SkippedObjects found = SkippedObjects.read(key, in.readNBytes(SkippedObjects.MAX_BYTES));
                if (filter.takes(found.errorCode(), found.failedMillis())) {
                    manifests.add(found);
                    byCode.merge(found.errorCode(), found.records(), Long::sum);
                    failed(found.failedMillis(), found.failedMillis());
                }
            } catch (IOException | MalformedLineException e) {
                complaints.add(key + ": is no error manifest, and is left alone: " + e.getMessage());
            }
        }
        return this;
    }

    private void failed(long firstMillis, long lastMillis) {
        oldestMillis = Math.min(oldestMillis, firstMillis);
        newestMillis = Math.max(newestMillis, lastMillis);
    }

    Findings findings() {
        boolean none = byCode.isEmpty();
        return new Findings(
                List.copyOf(planned),
                List.copyOf(manifests),
                byCode,
                leftAlone,
                none ? null : Instant.ofEpochMilli(oldestMillis),
                none ? null : Instant.ofEpochMilli(newestMillis),
                List.copyOf(complaints));
    }

    /** What is found in one object; it counts when the object has been read to its end. */
    private final class OfObject {
        private final String key;
        private final List<RedriveFilter> taken;
        private final Map<String, Long> codes = new HashMap<>();
        private final List<String> malformed = new ArrayList<>();
        private boolean exhausted = true;
        private long oldest = Long.MAX_VALUE;
        private long newest = Long.MIN_VALUE;

        OfObject(String key, List<RedriveFilter> taken) {
            this.key = key;
            this.taken = taken;
        }

        void read() throws IOException {
            try (ErrorLineReader lines = ErrorLineReader.open(ErrorObjects.path(bucket, key))) {
                while (true) {
                    try {
                        byte[] line = lines.next();
                        if (line == null) {
                            break;
                        }
                        add(FailedLine.parse(line));
                    } catch (MalformedLineException e) {
                        if (lines.number() == 1) {
                            complaints.add(key + ": is no error object, and is left alone: " + e.getMessage());
                            return;
                        }
                        malformed.add(key + ": line " + lines.number() + " cannot be delivered: " + e.getMessage());
                    }
                }
            }
            complaints.addAll(malformed);
            count();
        }

        private void add(FailedLine line) {
            if (taken.stream().anyMatch(before -> before.takes(line))) {
                return;
            }
            if (!filter.takes(line)) {
                exhausted = false;
                return;
            }
            codes.merge(line.errorCode(), 1L, Long::sum);
            oldest = Math.min(oldest, line.failedMillis());
            newest = Math.max(newest, line.failedMillis());
        }

        private void count() {
            Map<EntryPoint, Long> records = new EnumMap<>(EntryPoint.class);
            codes.forEach((code, count) -> {
                EntryPoint entry = EntryPoint.of(code);
                records.merge(entry, count, Long::sum);
                (entry == EntryPoint.NOWHERE ? leftAlone : byCode).merge(code, count, Long::sum);
            });
            long forProcessing = records.getOrDefault(EntryPoint.PROCESSING, 0L);
            long forDelivery = records.getOrDefault(EntryPoint.DELIVERY, 0L);
            if (forProcessing + forDelivery > 0) {
                planned.add(new PlannedObject(key, taken, forProcessing, forDelivery, exhausted));
                failed(oldest, newest);
            }
        }
    }
}
