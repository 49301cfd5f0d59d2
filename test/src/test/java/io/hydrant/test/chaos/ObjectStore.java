package io.hydrant.test.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** What a reader of a bucket sees. */
public interface ObjectStore {
    /** Published objects by key, with their sizes in bytes. */
    Map<String, Long> list();

    /** An object's bytes. */
    InputStream open(String key) throws IOException;
}
