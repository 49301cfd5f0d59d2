package io.hydrant.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signing keys of one secret: derived by four HMACs, so the last few are kept. Safe for use by many threads. */
final class SigningKeys {
    private static final String HMAC = "HmacSHA256";
    /** Clients of one key use a day and a region or two; more than this is somebody trying regions. */
    private static final int MAX_KEPT = 64;

    private final Key secret;
    private final Map<String, Key> kept = new ConcurrentHashMap<>();

    SigningKeys(String secretAccessKey) {
        this.secret = key(("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8));
    }

    /** Key that signs for this day, region and service. */
    Key key(Authorization authorization) {
        String scope = authorization.scope();
        Key key = kept.get(scope);
        if (key == null) {
            key = derive(authorization);
            if (kept.size() >= MAX_KEPT) {
                kept.clear();
            }
            kept.put(scope, key);
        }
        return key;
    }

    private Key derive(Authorization authorization) {
        Key day = key(hmac(secret, authorization.date()));
        Key region = key(hmac(day, authorization.region()));
        Key service = key(hmac(region, authorization.service()));
        return key(hmac(service, authorization.terminator()));
    }

    private static Key key(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    static byte[] hmac(Key key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + HMAC, e);
        }
    }
}
