package io.hydrant.clients.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.clients.aws.CallCounts;
import io.hydrant.clients.aws.Followed;
import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.aws.ServiceException.Kind;
import io.hydrant.core.config.SecretsManagerConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a destination, in a secret that is a JSON object. It is read when it is opened, and then again and again,
 * as {@link Followed} does it. Any thread may ask.
 */
public final class Secret implements AutoCloseable {
    /** What the secret of an HTTP endpoint has: its access key. */
    public static final List<String> HTTP_ENDPOINT = List.of("api_key");
    /** What the secret of Splunk has: the token of its HTTP Event Collector. */
    public static final List<String> SPLUNK = List.of("hec_token");
    /** What the secret of a database has. */
    public static final List<String> DATABASE = List.of("username", "password");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecretReader reader;
    private final Followed<Map<String, String>> followed;

    private Secret(SecretReader reader, Followed<Map<String, String>> followed) {
        this.reader = reader;
        this.followed = followed;
    }

    /**
     * Reads a secret and begins to follow it.
     *
     * @param members names of the texts that have to be in it, as {@link #HTTP_ENDPOINT}
     * @throws ServiceException naming the secret and the fix, if it cannot be read after some attempts, or lacks a member
     */
    public static Secret open(SecretsManagerConfig config, String secretArn, List<String> members) {
        SecretReader reader = new SecretReader(config);
        try {
            return new Secret(
                    reader,
                    Followed.open(
                            "Secret " + secretArn, () -> read(reader, secretArn, members), config.refreshInterval()));
        } catch (ServiceException e) {
            reader.close();
            throw new ServiceException(
                    e.kind(), "secret " + secretArn + " cannot be used: " + e.text() + fix(e.kind()));
        }
    }

    private static String fix(Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> "; create it, or name another in SecretsManagerConfiguration with UpdateDestination";
            case ACCESS ->
                "; secretsManager.accessKey, or the environment's credentials, need secretsmanager:GetSecretValue of it";
            case UNAVAILABLE, UNUSABLE -> "";
        };
    }

    private static Map<String, String> read(SecretReader reader, String secretArn, List<String> members) {
        JsonNode object = parse(reader.text(secretArn));
        if (object == null || !object.isObject()) {
            throw new ServiceException(Kind.UNUSABLE, "it is not a JSON object with " + String.join(" and ", members));
        }
        Map<String, String> values = new TreeMap<>();
        for (String member : members) {
            String value = object.path(member).asText("");
            if (value.isEmpty()) {
                throw new ServiceException(Kind.UNUSABLE, "it has no text " + member + " in its JSON object");
            }
            values.put(member, value);
        }
        return Map.copyOf(values);
    }

    /** Null if it is not JSON; the parser's message would show some of it. */
    private static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The members that were asked for, all of one version of the secret: the newest that is known. Never waits for it. */
    public Map<String, String> current() {
        return followed.current();
    }

    /** How often it was looked for in vain. */
    public long failures() {
        return followed.failures();
    }

    /** What was asked of Secrets Manager so far. */
    public CallCounts counts() {
        return reader.counts();
    }

    @Override
    public void close() {
        followed.close();
        reader.close();
    }
}
