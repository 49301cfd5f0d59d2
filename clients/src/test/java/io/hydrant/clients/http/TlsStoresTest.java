package io.hydrant.clients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.config.TlsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTPS server that asks for the client's certificate, and clients that have one or not, and know the server or not. */
class TlsStoresTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private final List<String> clients = new ArrayList<>();
    private HttpsServer server;

    @BeforeAll
    static void makeStores() throws Exception {
        for (String name : List.of("server", "client")) {
            keytool("-genkeypair -keyalg EC -alias key -dname CN=" + name + " -ext SAN=IP:127.0.0.1 -storetype PKCS12"
                    + " -keystore " + name + ".p12");
            keytool("-exportcert -rfc -alias key -keystore " + name + ".p12 -file " + name + ".pem");
            keytool("-importcert -noprompt -alias peer -storetype JKS -file " + name + ".pem -keystore trust-" + name
                    + ".jks");
            keytool("-importcert -noprompt -alias peer -storetype PKCS12 -file " + name + ".pem -keystore trust-" + name
                    + ".p12");
        }
        Files.writeString(
                folder.resolve("trust-server.pem"),
                "# The client's comes first\n" + Files.readString(folder.resolve("client.pem")) + "\n"
                        + Files.readString(folder.resolve("server.pem")));
        Files.writeString(folder.resolve("not-a-store"), "hello");
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(TlsStores.context(tls("trust-client.p12", PASSWORD, "server.p12", PASSWORD))) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters all = getSSLContext().getDefaultSSLParameters();
                        all.setWantClientAuth(true);
                        parameters.setSSLParameters(all);
                    }
                });
        server.createContext("/", exchange -> {
            try (exchange) {
                clients.add(client(((HttpsExchange) exchange).getSSLSession()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    private static String client(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLException e) {
            return "nobody";
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static TlsConfig tls(String trustStore, String trustPassword, String keyStore, String keyPassword) {
        return new TlsConfig(
                trustStore == null ? null : folder.resolve(trustStore).toString(),
                trustPassword,
                keyStore == null ? null : folder.resolve(keyStore).toString(),
                keyPassword);
    }

    private int get(TlsConfig tls) throws IOException, InterruptedException {
        URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return HttpClients.create(Duration.ofSeconds(10), tls)
                .send(HttpRequest.newBuilder(uri).build(), BoundedBody.upTo(100))
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust-server.pem", "trust-server.p12", "trust-server.jks"})
    void trustsWhomTheStoreNames(String store) throws Exception {
        assertThat(get(tls(store, store.endsWith("pem") ? null : PASSWORD, null, null)))
                .isEqualTo(200);
        assertThat(clients).containsExactly("nobody");
    }

    @Test
    void showsTheClientsCertificate() throws Exception {
        assertThat(get(tls("trust-server.pem", null, "client.p12", PASSWORD))).isEqualTo(200);
        assertThat(clients).containsExactly("CN=client");
    }

    @Test
    void trustsNobodyElse() {
        assertThatThrownBy(() -> get(tls(null, null, null, null))).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> get(tls("trust-client.jks", PASSWORD, null, null)))
                .isInstanceOf(SSLException.class);
        assertThat(clients).isEmpty();
    }

    @Test
    void saysWhichStoreCannotBeUsed() {
        Duration any = Duration.ofSeconds(1);
        assertThatThrownBy(() -> HttpClients.create(any, tls("missing.pem", null, null, null)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("delivery.tls.trustStore: " + folder.resolve("missing.pem")
                        + " cannot be read: java.nio.file.NoSuchFileException: " + folder.resolve("missing.pem")
                        + "; check the file, which is PEM, PKCS12 or JKS, and trustStorePassword");
        assertThatThrownBy(() -> HttpClients.create(any, tls("not-a-store", null, null, null)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("not-a-store cannot be read");
        assertThatThrownBy(() -> HttpClients.create(any, tls("trust-server.jks", "hush", null, null)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("trustStorePassword")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> HttpClients.create(any, tls("client.p12", PASSWORD, null, null)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("has no certificate in it");
        assertThatThrownBy(() -> HttpClients.create(any, tls(null, null, "client.p12", "hush")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("delivery.tls.keyStore: ")
                .hasMessageContaining("and keyStorePassword")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> HttpClients.create(any, tls(null, null, "trust-server.p12", PASSWORD)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("has no private key in it");
    }
}
