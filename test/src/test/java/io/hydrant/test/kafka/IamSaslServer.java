package io.hydrant.test.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;

/**
 * MSK's side of signing in with IAM, as far as its client's documentation tells it: the client sends a signed request for
 * the action {@code kafka-cluster:Connect} as JSON. Knows one access key.
 */
public final class IamSaslServer implements SaslServer {
    static final String MECHANISM = "AWS_MSK_IAM";
    static final String ACCESS_KEY = "AKIDOFATEST";
    static final String SECRET_KEY = "secret-of-a-test";
    static final String REGION = "eu-west-1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private boolean complete;

    /** Lets brokers in this JVM offer the mechanism. */
    static void register() {
        Security.addProvider(new IamProvider());
    }

    @Override
    public byte[] evaluateResponse(byte[] response) throws SaslException {
        try {
            JsonNode request = JSON.readTree(response);
            if (!request.path("action").asText().equals("kafka-cluster:Connect")
                    || !request.path("x-amz-credential").asText().startsWith(ACCESS_KEY + "/")
                    || !request.path("x-amz-credential").asText().endsWith("/" + REGION + "/kafka-cluster/aws4_request")
                    || !request.path("x-amz-signature").asText().equals(signature(request))) {
                throw new SaslException("refused");
            }
            complete = true;
            return "{\"version\": \"2020_10_22\", \"request-id\": \"1\"}".getBytes(UTF_8);
        } catch (IOException | GeneralSecurityException e) {
            throw new SaslException("refused", e);
        }
    }

    /** Signature version 4 of a presigned GET. */
    private static String signature(JsonNode request) throws GeneralSecurityException {
        String date = request.path("x-amz-date").asText();
        String credential = request.path("x-amz-credential").asText();
        Map<String, String> query = new TreeMap<>(Map.of(
                "Action", request.path("action").asText(),
                "X-Amz-Algorithm", request.path("x-amz-algorithm").asText(),
                "X-Amz-Credential", credential,
                "X-Amz-Date", date,
                "X-Amz-Expires", request.path("x-amz-expires").asText(),
                "X-Amz-SignedHeaders", request.path("x-amz-signedheaders").asText()));
        StringBuilder canonical = new StringBuilder("GET\n/\n");
        query.forEach((name, value) -> canonical
                .append(canonical.length() == 6 ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        canonical
                .append("\nhost:")
                .append(request.path("host").asText())
                .append("\n\nhost\n")
                .append(sha256(""));
        String scope = credential.substring(credential.indexOf('/') + 1);
        byte[] key = ("AWS4" + SECRET_KEY).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of()
                .formatHex(hmac(key, "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(canonical.toString())));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    @Override
    public String getMechanismName() {
        return MECHANISM;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String getAuthorizationID() {
        return ACCESS_KEY;
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @org.jspecify.annotations.Nullable Object getNegotiatedProperty(String name) {
        return null;
    }

    @Override
    public void dispose() {
        // Holds nothing.
    }

    /** Made by its name. */
    public static final class Factory implements SaslServerFactory {
        @Override
        public SaslServer createSaslServer(
                String mechanism, String protocol, String host, Map<String, ?> properties, CallbackHandler handler) {
            return new IamSaslServer();
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {MECHANISM};
        }
    }

    private static final class IamProvider extends Provider {
        private static final long serialVersionUID = 1;

        IamProvider() {
            super("IamSaslServer", "1", "MSK's side of signing in with IAM");
            put("SaslServerFactory." + MECHANISM, Factory.class.getName());
        }
    }
}
