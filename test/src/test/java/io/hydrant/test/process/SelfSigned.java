package io.hydrant.test.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key with a certificate for 127.0.0.1 that nobody else has signed: the one store is both whom to be and whom to trust.
 *
 * @param store of type PKCS12
 * @param password of the store
 */
public record SelfSigned(Path store, String password) {
    /** Makes one in a file that does not exist yet. */
    public static SelfSigned make(Path store, String password) throws IOException, InterruptedException {
        return make(store, password, "ip:127.0.0.1");
    }

    /**
     * Makes one for another host.
     *
     * @param host as keytool's {@code san} wants it, such as {@code dns:elsewhere}
     */
    public static SelfSigned make(Path store, String password, String host) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=" + host,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
        return new SelfSigned(store, password);
    }

    /** Writes a store that has the certificate alone: for who is to trust its owner. */
    public Path trustStore(Path file) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("other", read().getCertificate("own"));
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, password.toCharArray());
        }
        return file;
    }

    /** TLS for its owner, and for who trusts nobody else. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyManagerFactory owner = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        owner.init(read(), password.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(read());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(owner.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore read() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), password.toCharArray());
    }
}
