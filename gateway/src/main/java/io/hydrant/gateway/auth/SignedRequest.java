package io.hydrant.gateway.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a signature covers of an HTTP request, apart from its body; nothing of it is decoded. */
public interface SignedRequest {
    /** HTTP method, upper case. */
    String method();

    /** Path as it came over the wire, percent escapes included. */
    String path();

    /** Query as it came over the wire, without the question mark; null if there is none. */
    @Nullable
    String query();

    /** All values of a header in the order they came, the name's case ignored; empty if it is absent. */
    List<String> header(String name);

    /** The only value of a header; null if it is absent or there are several. */
    default @Nullable String single(String name) {
        List<String> values = header(name);
        return values.size() == 1 ? values.get(0) : null;
    }
}
