package io.hydrant.sinks.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hydrant.core.config.RedshiftApiConfig;
import io.hydrant.core.config.RedshiftConfig;
import io.hydrant.sinks.s3.StagedObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a stream signs in with credentials from Amazon, and what becomes of a COPY if it cannot. The driver is Redshift's own. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class IamSignInTest {
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicBoolean denies = new AtomicBoolean();
    private HttpServer api;
    private ClosedDatabase database;

    /** Takes PostgreSQL's start of a connection, asks for the password, and lets nobody in. */
    private static final class ClosedDatabase implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> seen = new CopyOnWriteArrayList<>();

        ClosedDatabase() throws IOException {
            Thread acceptor = new Thread(this::accept, "closed-database");
            acceptor.setDaemon(true);
            acceptor.start();
        }

        private void accept() {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    refuse(client);
                } catch (IOException e) {
                    // Closed, or the client has gone.
                }
            }
        }

        private void refuse(Socket client) throws IOException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            byte[] start = in.readNBytes(in.readInt() - Integer.BYTES);
            // AuthenticationCleartextPassword.
            out.writeByte('R');
            out.writeInt(8);
            out.writeInt(3);
            out.flush();
            in.readByte();
            String password = new String(in.readNBytes(in.readInt() - Integer.BYTES), UTF_8).replace("\0", "");
            String[] words = new String(start, Integer.BYTES, start.length - Integer.BYTES, UTF_8).split("\0");
            seen.add(words[List.of(words).indexOf("user") + 1] + " " + password);
            byte[] error = ("SFATAL\0C28000\0Mpassword authentication failed: " + password + "\0\0").getBytes(UTF_8);
            out.writeByte('E');
            out.writeInt(Integer.BYTES + error.length);
            out.write(error);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        database = new ClosedDatabase();
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                String answer =
                        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";
                if (!denies.get()) {
                    answer = "<R><GetResult><DbUser>IAM:loader</DbUser><DbPassword>hush-" + given.incrementAndGet()
                            + "</DbPassword><Expiration>" + Instant.now().plusSeconds(900)
                            + "</Expiration></GetResult></R>";
                }
                exchange.sendResponseHeaders(denies.get() ? 403 : 200, answer.length());
                exchange.getResponseBody().write(answer.getBytes(UTF_8));
            }
        });
        api.start();
    }

    @AfterEach
    void stop() throws IOException {
        api.stop(0);
        database.close();
    }

    private RedshiftCopyOptions options() {
        RedshiftCopyOptions plain = TestOptions.of(URI.create("file:///unused"), Duration.ZERO);
        RedshiftConfig config = new RedshiftConfig(
                "localhost:" + database.server.getLocalPort(),
                Boolean.FALSE,
                null,
                null,
                null,
                null,
                null,
                null,
                Boolean.TRUE,
                null,
                new RedshiftApiConfig("http://127.0.0.1:" + api.getAddress().getPort(), null, "AKIA", "secret", null));
        return new RedshiftCopyOptions(
                plain.stream(),
                plain.versionId(),
                plain.destination(),
                "loader",
                null,
                null,
                plain.secrets(),
                config,
                plain.bucket(),
                plain.prefix());
    }

    private static CopyFailure failure(RedshiftCopier copier) {
        StagedObject object = StagedObject.published("s3://lake/a", 1, 1, 0);
        CopyFailure failure = copier.copy(new CopyBatch(UUID.randomUUID(), 0, 0, List.of(object)))
                .failure();
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void showsWhatAmazonGivesAndAsksAgainWhenTheDatabaseRefusesIt() {
        try (RedshiftCopier copier = new RedshiftCopier(options(), point -> {})) {
            CopyFailure failure = failure(copier);
            assertThat(failure.code()).isEqualTo("Redshift.AuthenticationFailed");
            assertThat(failure.message()).contains("***").doesNotContain("hush");
            failure(copier);
            assertThat(database.seen).containsExactly("IAM:loader hush-1", "IAM:loader hush-2");
        }
    }

    @Test
    void aCopyFailsForWhichAmazonGivesNothing() {
        denies.set(true);
        try (RedshiftCopier copier = new RedshiftCopier(options(), point -> {})) {
            CopyFailure failure = failure(copier);
            assertThat(failure.code()).isEqualTo("Redshift.AuthenticationFailed");
            assertThat(failure.sqlState()).isNull();
            assertThat(failure.message())
                    .startsWith("there are no temporary credentials of cluster c: no (Service: AmazonRedshift;");

            api.stop(0);
            assertThat(failure(copier).code()).isEqualTo("Redshift.ConnectionFailed");
        }
        assertThat(database.seen).isEmpty();
    }
}
