package io.hydrant.gateway.http;

import io.hydrant.core.config.GatewayConfig;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.gateway.auth.PendingSignature;
import io.hydrant.gateway.auth.SigV4Verifier;
import io.hydrant.gateway.log.IngestLog;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What every call passes before it is one: the bounds on requests at a time, on headers and on the body, the origin of
 * browser requests, and the signature. Safe for use by many threads.
 */
final class Admission {
    private static final int MAX_HEADERS = 100;

    private final Semaphore permits;
    private final int limit;
    private final SigV4Verifier verifier;
    private final int maxBodyBytes;
    private final BodyMemory bodies;

    /** A call with its body, read and authenticated. */
    interface Admitted {
        /**
         * Answers it.
         *
         * @param accessKeyId of the caller; null if nobody needs one
         */
        Answer answer(WireRequest request, Body body, @Nullable String accessKeyId);
    }

    /**
     * Lets in what keeps to these bounds.
     *
     * @param config the bounds
     * @param verifier who may call
     * @param bodies bounds all bodies together
     */
    Admission(GatewayConfig config, SigV4Verifier verifier, BodyMemory bodies) {
        this.limit = config.maxConcurrentRequests();
        this.permits = new Semaphore(limit);
        this.verifier = verifier;
        this.maxBodyBytes = config.maxRequestBytes();
        this.bodies = bodies;
    }

    /** Lets the request in and answers it, or throws what it is refused with. */
    Answer admit(Request request, Admitted call) throws IOException {
        if (!permits.tryAcquire()) {
            throw IngestLog.slowDown();
        }
        try {
            if (request.getHeaders().size() > MAX_HEADERS) {
                throw new HttpFailure(
                        431, "RequestHeaderFieldsTooLarge", "A request may have up to " + MAX_HEADERS + " headers.");
            }
            WireRequest wire = new WireRequest(request);
            checkOrigin(wire);
            PendingSignature signature = verifier.begin(wire);
            try (Body body = Body.read(request, maxBodyBytes, bodies)) {
                signature.verify(body.bytes(), body.length());
                decode(wire.first("content-encoding"), body);
                return call.answer(wire, body, signature.accessKeyId());
            }
        } finally {
            permits.release();
        }
    }

    /** A page of another site must not use its visitor's browser to reach a gateway that trusts this machine. */
    private static void checkOrigin(WireRequest request) {
        String origin = request.first("origin");
        String host = request.first("host");
        if (origin != null && (host == null || !origin.endsWith("://" + host))) {
            throw new FirehoseException(
                    ErrorCode.ACCESS_DENIED, "Requests from web pages of other origins are not accepted.");
        }
    }

    private static void decode(@Nullable String encoding, Body body) {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return;
        }
        if (!encoding.toLowerCase(Locale.ROOT).equals("gzip")) {
            throw new HttpFailure(
                    415, "UnsupportedMediaTypeException", "Content-Encoding has to be gzip, or left out.");
        }
        body.gunzip();
    }

    /** How many calls are being answered now. */
    int running() {
        return limit - permits.availablePermits();
    }
}
