package io.hydrant.test.http;

import io.hydrant.test.http.RequestCheck.FaultyRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The server's side of a {@link FakeHttpEndpoint}. */
final class EndpointHandler extends Handler.Abstract {
    private final FakeHttpEndpoint endpoint;

    EndpointHandler(FakeHttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        FirehoseRequest received;
        try {
            received = receive(request);
        } catch (FaultyRequestException e) {
            response.setStatus(400);
            Content.Sink.write(response, true, String.valueOf(e.getMessage()), callback);
            return true;
        }
        EndpointAnswer answer = endpoint.answerTo(received);
        endpoint.answered(received, answer);
        give(answer, answer.body().apply(received), request, response, callback);
        return true;
    }

    private FirehoseRequest receive(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return endpoint.receive(
                    request.getMethod(),
                    request.getHttpURI().getPathQuery(),
                    request.getConnectionMetaData().getProtocol(),
                    request.getConnectionMetaData().getId(),
                    request.getHeaders().stream()
                            .map(field -> Map.entry(field.getName(), field.getValue()))
                            .toList(),
                    in.readAllBytes());
        }
    }

    private static void give(EndpointAnswer answer, byte[] body, Request request, Response response, Callback callback)
            throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        switch (answer.ending()) {
            case WHOLE -> response.write(true, ByteBuffer.wrap(body), callback);
            case CHUNKED -> {
                Content.Sink.write(response, false, ByteBuffer.wrap(body));
                response.write(true, ByteBuffer.allocate(0), callback);
            }
            case CUT_SHORT -> {
                giveHalf(body, response);
                callback.failed(new IOException("the test says so"));
            }
            case STALLED -> giveHalf(body, response);
            case RESET -> reset(request.getConnectionMetaData().getConnection().getEndPoint());
            case NEVER -> {
                // The callback is not called: the request stays open until the server stops.
            }
        }
    }

    private static void giveHalf(byte[] body, Response response) throws IOException {
        response.getHeaders().put("Content-Length", body.length);
        Content.Sink.write(response, false, ByteBuffer.wrap(body, 0, body.length / 2));
    }

    /** Closes so that the other side sees a reset in place of an orderly end. */
    private static void reset(EndPoint endPoint) throws IOException {
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        endPoint.close();
    }
}
