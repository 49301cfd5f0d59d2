package io.hydrant.gateway.http;

import io.hydrant.gateway.put.PutPlainRecords;
import java.io.IOException;
import java.util.Locale;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/streams/{name}/records}: puts for clients that have nothing but HTTP. */
final class RecordsEndpoint {
    private static final String PREFIX = "/v1/streams/";
    private static final String SUFFIX = "/records";

    private final Admission admission;
    private final PutPlainRecords puts;

    RecordsEndpoint(Admission admission, PutPlainRecords puts) {
        this.admission = admission;
        this.puts = puts;
    }

    /** The stream that the path names; null if it is a path of another kind. */
    static @Nullable String stream(String path) {
        boolean ours =
                path.startsWith(PREFIX) && path.endsWith(SUFFIX) && path.length() > PREFIX.length() + SUFFIX.length();
        return ours ? path.substring(PREFIX.length(), path.length() - SUFFIX.length()) : null;
    }

    Answer answer(Request request, String stream) throws IOException {
        return admission.admit(request, (wire, body, accessKeyId) -> {
            String type = wire.first("content-type");
            boolean lines = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson");
            return Answer.ok(Answer.JSON, puts.call(stream, lines, Calls.of(wire, body, accessKeyId)));
        });
    }
}
