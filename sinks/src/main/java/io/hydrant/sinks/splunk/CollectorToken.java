package io.hydrant.sinks.splunk;

import io.hydrant.clients.secrets.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a collector knows its callers by. Any thread may ask for it; nobody has to wait. */
final class CollectorToken implements AutoCloseable {
    private static final String MEMBER = "hec_token";

    private final @Nullable Secret secret;
    private final String given;

    private CollectorToken(@Nullable Secret secret, String given) {
        this.secret = secret;
        this.given = given;
    }

    /**
     * Opens that of a stream.
     *
     * @throws io.hydrant.clients.aws.ServiceException if the secret cannot be read
     */
    static CollectorToken open(SplunkOptions options) {
        String arn = options.secretArn();
        String token = options.token();
        return arn == null
                ? new CollectorToken(null, token == null ? "" : token)
                : new CollectorToken(Secret.open(options.secrets(), arn, Secret.SPLUNK), "");
    }

    /** Whether it can be shown in a header at all. */
    static boolean isUsable(String token) {
        return token.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** As it is now. One that cannot be shown is none, which the collector refuses. */
    String current() {
        if (secret == null) {
            return given;
        }
        String token = Objects.requireNonNull(secret.current().get(MEMBER), MEMBER);
        return isUsable(token) ? token : "";
    }

    @Override
    public void close() {
        if (secret != null) {
            secret.close();
        }
    }
}
