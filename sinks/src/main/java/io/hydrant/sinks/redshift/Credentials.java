package io.hydrant.sinks.redshift;

import io.hydrant.clients.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the database knows the stream by. Any thread may ask; nobody has to wait. */
final class Credentials implements AutoCloseable {
    private final @Nullable Secret secret;
    private final String username;
    private final String password;
    private final List<String> others;

    private Credentials(RedshiftCopyOptions options, @Nullable Secret secret) {
        this.secret = secret;
        this.username = String.valueOf(options.username());
        this.password = String.valueOf(options.password());
        this.others = Stream.of(options.config().secretKey(), options.config().sessionToken())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /**
     * Opens those of a stream.
     *
     * @throws io.hydrant.clients.aws.ServiceException if the secret cannot be read
     */
    static Credentials open(RedshiftCopyOptions options) {
        String arn = options.secretArn();
        return new Credentials(options, arn == null ? null : Secret.open(options.secrets(), arn, Secret.DATABASE));
    }

    /** As they are now: {@code username} and {@code password}. */
    Map<String, String> current() {
        return secret == null ? Map.of("username", username, "password", password) : secret.current();
    }

    /** All that no message may show. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(others);
        secrets.add(current().getOrDefault("password", password));
        return secrets;
    }

    @Override
    public void close() {
        if (secret != null) {
            secret.close();
        }
    }
}
