package io.hydrant.gateway.auth;

import io.hydrant.core.config.GatewayConfig.Credentials;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the {@code Authorization} header form of Signature Version 4. What a client signs differs (boto3 leaves out
 * {@code x-amz-content-sha256}, the JavaScript and Java SDKs sign it), so the list that it sends is honoured, as long as it
 * holds what an attacker must not be able to change. Any region is accepted, the service must be {@code firehose}.
 *
 * <p>Two steps: {@link #begin} looks at the headers before the body is read, {@link PendingSignature#verify} at the
 * signature. Without credentials both accept everything. Safe for use by many threads.
 */
public final class SigV4Verifier {
    private static final Duration MAX_SKEW = Duration.ofMinutes(15);
    private static final String SERVICE = "firehose";
    private static final String TERMINATOR = "aws4_request";
    private static final String SECURITY_TOKEN = "x-amz-security-token";
    private static final String DATE = "x-amz-date";
    private static final DateTimeFormatter DATE_FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Headers that decide what a request does: if they are there they must be signed. */
    private static final List<String> SIGNED_IF_PRESENT =
            List.of("x-amz-target", SECURITY_TOKEN, "x-amz-content-sha256", "x-hydrant-idempotency-key");

    private static final List<String> ALWAYS_SIGNED = List.of("host", DATE);

    private final Map<String, Key> keys = new HashMap<>();
    private final InstantSource clock;

    private record Key(Credentials credentials, SigningKeys signingKeys) {}

    /**
     * A verifier for these callers.
     *
     * @param credentials who may call; empty lets everybody in
     * @param clock tells how old a signature is
     */
    public SigV4Verifier(List<Credentials> credentials, InstantSource clock) {
        for (Credentials each : credentials) {
            keys.put(each.accessKeyId(), new Key(each, new SigningKeys(each.secretAccessKey())));
        }
        this.clock = clock;
    }

    /**
     * Checks all that can be checked without the body.
     *
     * @throws FirehoseException with AWS's code and text
     */
    public PendingSignature begin(SignedRequest request) {
        if (keys.isEmpty()) {
            return PendingSignature.NOT_NEEDED;
        }
        String date = request.single(DATE);
        Authorization authorization = Authorization.parse(request.single("authorization"), date != null);
        Key key = known(authorization, request);
        checkScope(authorization, date);
        checkAge(date);
        checkSignedHeaders(authorization, request);
        return new PendingSignature(
                request, authorization, date, key.signingKeys().key(authorization));
    }

    private Key known(Authorization authorization, SignedRequest request) {
        Key key = keys.get(authorization.accessKeyId());
        if (key == null || !sameToken(key.credentials().sessionToken(), request.header(SECURITY_TOKEN))) {
            throw new FirehoseException(
                    ErrorCode.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
        return key;
    }

    private static boolean sameToken(@Nullable String expected, List<String> given) {
        if (expected == null || given.size() != 1) {
            return expected == null && given.isEmpty();
        }
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.get(0).strip().getBytes(StandardCharsets.UTF_8));
    }

    private static void checkScope(Authorization authorization, @Nullable String date) {
        if (!authorization.service().equals(SERVICE)) {
            throw invalid("Credential should be scoped to correct service: '" + SERVICE + "'. ");
        }
        if (!authorization.terminator().equals(TERMINATOR)) {
            throw invalid("Credential should be scoped with a valid terminator: '" + TERMINATOR + "'.");
        }
        if (date == null
                || !date.startsWith(authorization.date())
                || authorization.date().length() != 8) {
            throw invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
    }

    private void checkAge(@Nullable String date) {
        Instant signed;
        try {
            signed = Instant.from(DATE_FORMAT.parse(date == null ? "" : date));
        } catch (DateTimeException e) {
            throw new FirehoseException(
                    ErrorCode.INCOMPLETE_SIGNATURE, "Date must be in ISO-8601 'basic format', e.g. 20150830T123600Z.");
        }
        Instant now = clock.instant();
        if (signed.isBefore(now.minus(MAX_SKEW))) {
            throw invalid("Signature expired: " + date + " is now earlier than "
                    + DATE_FORMAT.format(now.minus(MAX_SKEW)) + " (" + DATE_FORMAT.format(now) + " - 15 min.)");
        }
        if (signed.isAfter(now.plus(MAX_SKEW))) {
            throw invalid("Signature not yet current: " + date + " is still later than "
                    + DATE_FORMAT.format(now.plus(MAX_SKEW)) + " (" + DATE_FORMAT.format(now) + " + 15 min.)");
        }
    }

    private static void checkSignedHeaders(Authorization authorization, SignedRequest request) {
        List<String> signed = authorization.signedHeaders();
        for (String name : ALWAYS_SIGNED) {
            if (!signed.contains(name)) {
                throw notSigned(name);
            }
        }
        for (String name : SIGNED_IF_PRESENT) {
            if (!signed.contains(name) && !request.header(name).isEmpty()) {
                throw notSigned(name);
            }
        }
    }

    private static FirehoseException notSigned(String name) {
        return invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
    }

    static FirehoseException invalid(String message) {
        return new FirehoseException(ErrorCode.INVALID_SIGNATURE, message);
    }
}
