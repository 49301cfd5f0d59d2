package io.hydrant.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The job's jar in a session cluster: uploaded once, under a name made of its content, so that a gateway that starts again
 * finds it and a new build never runs an old one.
 */
final class SessionJar {
    private final FlinkRestClient flink;
    private final Path file;
    private @Nullable String name;

    SessionJar(FlinkRestClient flink, Path file) {
        this.flink = flink;
        this.file = file;
    }

    /** The cluster's id of the jar; asked for each time, because a cluster that was restarted has lost it. */
    synchronized String id() {
        String wanted = name();
        for (JsonNode jar : flink.get("/jars").path("files")) {
            if (jar.path("name").asText().equals(wanted)) {
                return jar.path("id").asText();
            }
        }
        String stored = flink.upload(file, wanted).path("filename").asText();
        return stored.substring(stored.lastIndexOf('/') + 1);
    }

    private String name() {
        if (name == null) {
            name = "hydrant-job-" + digest() + ".jar";
        }
        return name;
    }

    private String digest() {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream digested = new DigestInputStream(in, sha256)) {
                digested.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, 8);
        } catch (IOException e) {
            throw new DeploymentException("Cannot read the job's jar " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
