package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members that the configurations of all destinations with requests have in common. */
final class RequestMembers {
    private static final String SECRETS = "SecretsManagerConfiguration";
    private static final String BUCKET = "S3Configuration";
    private static final String ERRORS = "ErrorOutputPrefix";
    /** Values of S3BackupMode that ask for more than the failed records. */
    private static final Set<String> ALL = Set.of("AllDocuments", "AllEvents", "AllData");

    private RequestMembers() {}

    /** The time for retries, in whatever way it is counted. */
    static Duration retryDuration(JsonNode configuration, int defaultSeconds) {
        return Duration.ofSeconds(
                configuration.at("/RetryOptions/DurationInSeconds").asInt(defaultSeconds));
    }

    /**
     * The secret that holds the credentials; null if Secrets Manager is not asked.
     *
     * @throws FirehoseException INVALID_ARGUMENT if it is to be asked, but not said for what
     */
    static @Nullable String secretArn(JsonNode configuration) {
        JsonNode secrets = configuration.path(SECRETS);
        if (!secrets.path("Enabled").booleanValue()) {
            return null;
        }
        String arn = text(secrets, "SecretARN");
        if (arn == null) {
            throw invalidArgument(SECRETS + ".SecretARN is missing: " + SECRETS + ".Enabled true needs it");
        }
        return arn;
    }

    /**
     * The bucket for failed records, and for all records if the configuration says so. Other than in a destination that is
     * S3, a Prefix with expressions may stand alone: failed records go under it too.
     */
    static S3Destination bucket(JsonNode configuration) {
        JsonNode bucket = configuration.path(BUCKET);
        String prefix = text(bucket, "Prefix");
        if (prefix == null || !prefix.contains("!{") || text(bucket, ERRORS) != null) {
            return S3Destination.ofBackup(BUCKET, bucket);
        }
        ObjectNode completed = bucket.deepCopy();
        return S3Destination.ofBackup(BUCKET, completed.put(ERRORS, prefix + "!{firehose:error-output-type}/"));
    }

    /** Whether all records go to the bucket too, as they came. */
    static boolean backsUpAll(JsonNode configuration) {
        return ALL.contains(configuration.path("S3BackupMode").asText());
    }

    /** A text member; null if it is not there, or empty. */
    static @Nullable String text(JsonNode configuration, String member) {
        String text = configuration.path(member).asText("");
        return text.isEmpty() ? null : text;
    }
}
