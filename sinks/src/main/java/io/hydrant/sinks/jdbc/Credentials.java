package io.hydrant.sinks.jdbc;

import io.hydrant.clients.secrets.Secret;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a database knows its callers by, as it is now. Any thread may ask; nobody has to wait. */
final class Credentials implements AutoCloseable {
    private final @Nullable Secret secret;
    private final @Nullable String username;
    private final @Nullable String password;

    private Credentials(@Nullable Secret secret, @Nullable String username, @Nullable String password) {
        this.secret = secret;
        this.username = username;
        this.password = password;
    }

    /**
     * Opens those of a stream.
     *
     * @throws io.hydrant.clients.aws.ServiceException if the secret cannot be read
     */
    static Credentials open(JdbcOptions options) {
        String arn = options.secretArn();
        return arn == null
                ? new Credentials(null, options.username(), options.password())
                : new Credentials(Secret.open(options.secrets(), arn, Secret.DATABASE), null, null);
    }

    /** Adds them to the properties of a connection. */
    void addTo(Properties properties) {
        if (secret == null) {
            set(properties, "user", username);
            set(properties, "password", password);
            return;
        }
        Map<String, String> current = secret.current();
        set(properties, "user", current.get("username"));
        set(properties, "password", current.get("password"));
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    @Override
    public void close() {
        if (secret != null) {
            secret.close();
        }
    }
}
