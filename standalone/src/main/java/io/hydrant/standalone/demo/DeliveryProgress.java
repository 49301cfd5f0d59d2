package io.hydrant.standalone.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Counts what has been delivered while it is: each published object is read once. */
final class DeliveryProgress {

    private final Path bucket;
    private final Map<Path, Long> recordsByObject = new HashMap<>();
    private long records;

    DeliveryProgress(Path bucket) {
        this.bucket = bucket;
    }

    /** Looks for new objects. */
    void update() {
        for (Path object : Delivered.objects(bucket)) {
            if (!recordsByObject.containsKey(object)) {
                long inObject = Delivered.records(object);
                recordsByObject.put(object, inObject);
                records += inObject;
            }
        }
    }

    /** Records in the objects seen so far. */
    long records() {
        return records;
    }

    /** Objects seen so far. */
    int objects() {
        return recordsByObject.size();
    }
}
