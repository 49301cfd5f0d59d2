package io.hydrant.gateway.auth;

import io.hydrant.core.model.FirehoseException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A signature of which only the body is not checked yet. Belongs to one request. */
public final class PendingSignature {
    /** For a gateway without credentials: accepts any body. */
    static final PendingSignature NOT_NEEDED = new PendingSignature();

    private final @Nullable Claim claim;

    private record Claim(SignedRequest request, Authorization authorization, String date, Key key) {}

    private PendingSignature() {
        this.claim = null;
    }

    PendingSignature(SignedRequest request, Authorization authorization, @Nullable String date, Key key) {
        this.claim = new Claim(request, authorization, date == null ? "" : date, key);
    }

    /** Access key id that the signature has to be of; null if none is needed. */
    public @Nullable String accessKeyId() {
        return claim == null ? null : claim.authorization().accessKeyId();
    }

    /**
     * Compares, in constant time, the signature with the one that this body should have.
     *
     * @param body holds the body as it came over the wire, so still compressed if it was
     * @param length how many bytes of it are the body
     * @throws FirehoseException if the secret, a signed header or the body is not what was signed
     */
    public void verify(byte[] body, int length) {
        if (claim == null) {
            return;
        }
        String bodyHash = hex(sha256(body, length));
        String declared = claim.request().single("x-amz-content-sha256");
        byte[] expected = signature(claim, bodyHash).getBytes(StandardCharsets.US_ASCII);
        byte[] given = claim.authorization().signature().getBytes(StandardCharsets.UTF_8);
        boolean sameBody = declared == null || declared.strip().equals(bodyHash);
        if (!MessageDigest.isEqual(expected, given) || !sameBody) {
            throw SigV4Verifier.invalid(
                    "The request signature we calculated does not match the signature you provided. Check your AWS"
                            + " Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private static String signature(Claim claim, String bodyHash) {
        Authorization authorization = claim.authorization();
        String canonical = CanonicalRequest.of(claim.request(), authorization.signedHeaders(), bodyHash);
        byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
        String toSign = Authorization.ALGORITHM + "\n" + claim.date() + "\n" + authorization.scope() + "\n"
                + hex(sha256(bytes, bytes.length));
        return hex(SigningKeys.hmac(claim.key(), toSign));
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
