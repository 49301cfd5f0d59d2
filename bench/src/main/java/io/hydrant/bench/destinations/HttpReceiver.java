package io.hydrant.bench.destinations;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * An HTTP endpoint in a JVM of its own, which takes whatever comes. It counts the records of requests to {@code /count}; of
 * those to {@code /time} it notes how long ago each record says that it was put. {@code GET /} tells it all, and forgets it;
 * {@code GET /count} tells how many there are so far.
 */
public final class HttpReceiver extends Handler.Abstract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READ_BYTES = 1 << 16;

    private final LongAdder records = new LongAdder();
    private final List<Double> delays = new ArrayList<>();

    private HttpReceiver() {}

    /**
     * Starts to listen on a free port and answers it.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new HttpReceiver());
        server.start();
        ChildJvm.answer(Map.of("port", connector.getLocalPort()));
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        byte[] answer = request.getMethod().equals("GET") ? told(Request.getPathInContext(request)) : taken(request);
        response.getHeaders().put("Content-Type", "application/json");
        response.write(true, ByteBuffer.wrap(answer), callback);
        return true;
    }

    private byte[] taken(Request request) throws Exception {
        try (InputStream body = Content.Source.asInputStream(request)) {
            if (Request.getPathInContext(request).equals("/time")) {
                time(JSON.readTree(body));
            } else {
                count(body);
            }
        }
        String id = request.getHeaders().get("X-Amz-Firehose-Request-Id");
        return ("{\"requestId\":\"" + id + "\",\"timestamp\":" + System.currentTimeMillis() + "}").getBytes(US_ASCII);
    }

    /** Each record is an object, so is the whole; base64 has no braces. */
    private void count(InputStream body) throws Exception {
        byte[] buffer = new byte[READ_BYTES];
        long objects = 0;
        for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '{') {
                    objects++;
                }
            }
        }
        records.add(objects - 1);
    }

    private void time(JsonNode body) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        synchronized (delays) {
            for (JsonNode record : body.path("records")) {
                byte[] data = Base64.getDecoder().decode(record.path("data").asText());
                delays.add((now - Long.parseLong(new String(data, US_ASCII).strip())) / 1e3);
            }
        }
    }

    private byte[] told(String path) throws Exception {
        if (path.equals("/count")) {
            return Long.toString(records.sum()).getBytes(US_ASCII);
        }
        synchronized (delays) {
            byte[] told = JSON.writeValueAsBytes(Map.of("records", records.sumThenReset(), "delays", delays));
            delays.clear();
            return told;
        }
    }
}
