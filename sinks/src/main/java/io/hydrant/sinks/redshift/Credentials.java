package io.hydrant.sinks.redshift;

import io.hydrant.clients.redshift.RedshiftSignIn;
import io.hydrant.clients.redshift.TemporaryCredentials;
import io.hydrant.clients.secrets.Secret;
import io.hydrant.core.config.RedshiftConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the database knows the stream by: as given, in a secret, or of Amazon for a while. Any thread may ask. */
final class Credentials implements AutoCloseable {
    private final @Nullable Secret secret;
    private final @Nullable RedshiftSignIn signIn;
    private final String username;
    private final String password;
    private final List<String> others;

    private Credentials(RedshiftCopyOptions options, @Nullable Secret secret, @Nullable RedshiftSignIn signIn) {
        RedshiftConfig config = options.config();
        this.secret = secret;
        this.signIn = signIn;
        this.username = String.valueOf(options.username());
        this.password = String.valueOf(options.password());
        this.others = Stream.of(
                        config.secretKey(),
                        config.sessionToken(),
                        config.api().secretKey(),
                        config.api().sessionToken())
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
        if (arn != null) {
            return new Credentials(options, Secret.open(options.secrets(), arn, Secret.DATABASE), null);
        }
        RedshiftConfig config = options.config();
        if (options.password() == null && config.iam()) {
            RedshiftSignIn signIn =
                    new RedshiftSignIn(config.api(), options.destination().cluster(config.dbUser()));
            return new Credentials(options, null, signIn);
        }
        return new Credentials(options, null, null);
    }

    /**
     * As they are now: {@code username} and {@code password}. Only those of Amazon are waited for.
     *
     * @throws io.hydrant.clients.aws.ServiceException if it gives none
     */
    Map<String, String> current() {
        if (signIn != null) {
            TemporaryCredentials now = signIn.current();
            return Map.of("username", now.user(), "password", now.password());
        }
        return secret == null ? Map.of("username", username, "password", password) : secret.current();
    }

    /** Says that the database did not take them. */
    void refused() {
        if (signIn != null) {
            signIn.refused();
        }
    }

    /** All that no message may show; nobody waits for it. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(others);
        if (signIn == null) {
            secrets.add(current().getOrDefault("password", password));
        } else {
            Stream.ofNullable(signIn.last()).map(TemporaryCredentials::password).forEach(secrets::add);
        }
        return secrets;
    }

    @Override
    public void close() {
        if (secret != null) {
            secret.close();
        }
        if (signIn != null) {
            signIn.close();
        }
    }
}
