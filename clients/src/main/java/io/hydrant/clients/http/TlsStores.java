package io.hydrant.clients.http;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.config.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads the stores of certificates and keys that TLS is configured with. */
final class TlsStores {
    private static final String PEM_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    private TlsStores() {}

    /** @throws InvalidConfigurationException naming the member, if a store cannot be read or has nothing of use in it */
    static SSLContext context(TlsConfig tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls), trust(tls), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /** Null: no client certificate. */
    private static KeyManager @Nullable [] keys(TlsConfig tls) throws GeneralSecurityException {
        String file = tls.keyStore();
        if (file == null) {
            return null;
        }
        char[] password = characters(tls.keyStorePassword());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            KeyStore store = KeyStore.getInstance(new File(file), password);
            boolean hasKey = false;
            for (String alias : Collections.list(store.aliases())) {
                hasKey |= store.isKeyEntry(alias);
            }
            if (!hasKey) {
                throw unusable("keyStore", file, "has no private key in it; give it the client's key and certificate");
            }
            factory.init(store, password);
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable("keyStore", file, e);
        }
        return factory.getKeyManagers();
    }

    /** Null: whom the JVM trusts. */
    private static TrustManager @Nullable [] trust(TlsConfig tls) throws GeneralSecurityException {
        String file = tls.trustStore();
        if (file == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = trusted(file, tls.trustStorePassword());
        boolean trusts = false;
        for (String alias : Collections.list(store.aliases())) {
            trusts |= store.isCertificateEntry(alias);
        }
        if (!trusts) {
            throw unusable("trustStore", file, "has no certificate in it; put those of the trusted authorities there");
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore trusted(String file, @Nullable String password) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM_CERTIFICATE)) {
                return KeyStore.getInstance(new File(file), characters(password));
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable("trustStore", file, e);
        }
    }

    private static char @Nullable [] characters(@Nullable String password) {
        return password == null ? null : password.toCharArray();
    }

    private static InvalidConfigurationException unreadable(String member, String file, Exception why) {
        return unusable(
                member,
                file,
                "cannot be read: " + why + "; check the file"
                        + (member.equals("trustStore")
                                ? ", which is PEM, PKCS12 or JKS, and trustStorePassword"
                                : ", which is PKCS12 or JKS, and keyStorePassword"));
    }

    private static InvalidConfigurationException unusable(String member, String file, String why) {
        return new InvalidConfigurationException("delivery.tls." + member + ": " + file + " " + why);
    }
}
