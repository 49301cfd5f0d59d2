package io.hydrant.core.config;

import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whom destinations are trusted by, and what this side shows them, on every machine that runs jobs.
 *
 * @param trustStore file with certificates (PEM, PKCS12 or JKS) that are trusted in place of the JDK's; left out, the JDK's
 * @param trustStorePassword of that file; left out, none, as PEM has none
 * @param keyStore file with a client certificate and its key (PKCS12 or JKS); left out, none is shown
 * @param keyStorePassword of that file and its key
 */
public record TlsConfig(
        @Nullable String trustStore,
        @Nullable String trustStorePassword,
        @Nullable String keyStore,
        @Nullable String keyStorePassword)
        implements Serializable {

    private static final long serialVersionUID = 1;

    static final TlsConfig DEFAULT = new TlsConfig(null, null, null, null);

    public TlsConfig {
        Check.notBlank("delivery.tls.trustStore", trustStore);
        Check.together("delivery.tls.keyStore", keyStore, "delivery.tls.keyStorePassword", keyStorePassword);
        if (trustStorePassword != null && trustStore == null) {
            throw new InvalidConfigurationException(
                    "delivery.tls.trustStorePassword: goes with delivery.tls.trustStore only");
        }
    }

    /** The same, for processes that run in other folders. */
    TlsConfig withAbsolutePaths() {
        return new TlsConfig(absolute(trustStore), trustStorePassword, absolute(keyStore), keyStorePassword);
    }

    private static @Nullable String absolute(@Nullable String file) {
        return file == null ? null : Path.of(file).toAbsolutePath().toString();
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "TlsConfig[" + trustStore + ", " + keyStore + "]";
    }
}
