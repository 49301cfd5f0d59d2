package io.hydrant.core.definition;

import static io.hydrant.core.definition.TestDefinitions.WHERE;
import static io.hydrant.core.definition.TestDefinitions.extended;
import static io.hydrant.core.definition.TestDefinitions.processing;
import static io.hydrant.core.definition.TestDefinitions.processor;
import static io.hydrant.core.definition.TestDefinitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitioningRulesTest {
    private static final String ON = "\"DynamicPartitioningConfiguration\": {\"Enabled\": true}";
    private static final String ERRORS = "\"ErrorOutputPrefix\": \"e/!{firehose:error-output-type}/\"";
    private static final String QUERY =
            processor("MetadataExtraction", "MetadataExtractionQuery={page:.page}", "JsonParsingEngine=JQ-1.6");
    private static final String FUNCTION =
            processor("Lambda", "LambdaArn=arn:aws:lambda:eu-west-1:123456789012:function:clean");
    private static final String BY_PAGE = "\"Prefix\": \"p/!{partitionKeyFromQuery:page}/\"";

    @Test
    void fillsInDefaults() {
        StreamDefinition definition = extended(members(ON, ERRORS, BY_PAGE, processing(QUERY)));
        assertThat(definition.partitioning()).isEqualTo(new DynamicPartitioning(Duration.ofMinutes(5)));
        assertThat(definition.s3().partitioned()).isTrue();
        assertThat(definition.s3().bufferingHints()).isEqualTo(new BufferingHints(128, 300));
        assertThat(definition.s3().dataPrefix().hasPartitionKey()).isTrue();
        assertThat(definition.switchablePartitioning()).isFalse();
    }

    @Test
    void takesBothNamespacesAndARetryDuration() {
        StreamDefinition definition = extended(members(
                "\"DynamicPartitioningConfiguration\": {\"Enabled\": true, \"RetryOptions\": {\"DurationInSeconds\": 0}}",
                ERRORS,
                "\"Prefix\": \"!{partitionKeyFromQuery:page}/!{partitionKeyFromLambda:user}/!{timestamp:yyyy}/\"",
                hints(64, 60),
                processing(FUNCTION, QUERY)));
        assertThat(definition.partitioning()).isEqualTo(new DynamicPartitioning(Duration.ZERO));
        assertThat(definition.s3().bufferingHints()).isEqualTo(new BufferingHints(64, 60));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "p/!{timestamp:yyyy}/|query|S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
                "''|query|S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
                "!{partitionKeyFromQuery:page}/|nothing|Processing Configuration is not enabled when DataPartitioning is enabled",
                "!{partitionKeyFromQuery:page}/|delimiter|Processing Configuration is not enabled when DataPartitioning is enabled",
                "!{partitionKeyFromLambda:page}/|query|Lambda should be present when S3 Prefix contains keys from partitionKeyFromLambda namespace",
                "!{partitionKeyFromQuery:page}/|lambda|MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace",
            })
    void refusesKeysFromNowhereInAmazonsWords(String prefix, String source, String message) {
        String processing = switch (source) {
            case "query" -> processing(QUERY);
            case "lambda" -> processing(FUNCTION);
            case "delimiter" -> processing(processor("AppendDelimiterToRecord"));
            default -> "\"ProcessingConfiguration\": {\"Enabled\": false}";
        };
        assertThat(refusal(() -> extended(members(ON, ERRORS, "\"Prefix\": \"" + prefix + "\"", processing))))
                .isEqualTo(message);
    }

    @Test
    void refusesKeysThatTheQueryDoesNotGiveAndQueriesThatAreNone() {
        String byUser = "\"Prefix\": \"p/!{partitionKeyFromQuery:user}/\"";
        assertThat(refusal(() -> extended(members(ON, ERRORS, byUser, processing(QUERY)))))
                .isEqualTo(
                        "S3 Prefix has the key partitionKeyFromQuery:user, which MetadataExtractionQuery does not give,"
                                + " only [page]");
        String computed =
                processor("MetadataExtraction", "MetadataExtractionQuery={a: 1} + .keys", "JsonParsingEngine=JQ-1.6");
        assertThat(extended(members(ON, ERRORS, byUser, processing(computed))).partitioning())
                .isNotNull();
        String broken = processor("MetadataExtraction", "MetadataExtractionQuery={page:.", "JsonParsingEngine=JQ-1.6");
        assertThat(refusal(() -> extended(members(ON, ERRORS, BY_PAGE, processing(broken)))))
                .startsWith("MetadataExtractionQuery is not a valid jq 1.6 expression: ");
    }

    @Test
    void refusesKeysWithoutPartitioning() {
        assertThat(refusal(() -> extended(members(BY_PAGE, ERRORS, processing(QUERY)))))
                .isEqualTo(
                        "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning"
                                + " is enabled.");
    }

    @Test
    void needsAnErrorOutputPrefixWithoutKeys() {
        assertThat(refusal(() -> extended(members(ON, BY_PAGE, processing(QUERY)))))
                .endsWith("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
        assertThat(refusal(() -> extended(members(
                        ON,
                        BY_PAGE,
                        "\"ErrorOutputPrefix\": \"!{firehose:error-output-type}/!{partitionKeyFromQuery:page}/\"",
                        processing(QUERY)))))
                .endsWith("ErrorOutputPrefix cannot contain Dynamic Partitioning Namespaces");
    }

    @Test
    void keepsAmazonsFloorOfBuffersUnlessItIsLifted() {
        String small = members(ON, ERRORS, BY_PAGE, processing(QUERY), hints(63, 60));
        String quick = members(ON, ERRORS, BY_PAGE, processing(QUERY), hints(64, 59));
        assertThat(refusal(() -> extended(small)))
                .isEqualTo("BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is enabled.");
        assertThat(refusal(() -> extended(quick)))
                .isEqualTo(
                        "BufferingHints.IntervalInSeconds must be at least 60 seconds when Dynamic Partitioning is enabled.");
        String lifted = "\"Hydrant\": {\"SmallPartitionBuffers\": true, \"SwitchablePartitioning\": true}";
        assertThat(extended(small, lifted).s3().bufferingHints().sizeInMBs()).isEqualTo(63);
        assertThat(extended(quick, lifted).switchablePartitioning()).isTrue();
        assertThat(refusal(() -> extended(small, "\"Hydrant\": {\"SmallPartitionBuffers\": false}")))
                .contains("at least 64");
        assertThat(refusal(() -> extended(small, "\"Hydrant\": {\"SmallPartitionBuffers\": \"yes\"}")))
                .isEqualTo("Hydrant.SmallPartitionBuffers 'yes' is none of true, false");
    }

    @Test
    void readsABackup() {
        StreamDefinition definition = extended(members(
                "\"S3BackupMode\": \"Enabled\"",
                "\"S3BackupConfiguration\": {" + WHERE + ", \"Prefix\": \"raw/\", \"CompressionFormat\": \"GZIP\"}"));
        assertThat(definition.backup().prefix()).isEqualTo("raw/");
        assertThat(definition.backup().compressionFormat()).isEqualTo(CompressionFormat.GZIP);
        assertThat(definition.backup().bufferingHints()).isEqualTo(new BufferingHints(5, 300));
        assertThat(extended("\"S3BackupConfiguration\": {" + WHERE + "}").backup())
                .isNull();
        assertThat(refusal(() -> extended("\"S3BackupMode\": \"Enabled\"")))
                .isEqualTo("S3BackupConfiguration is missing: S3BackupMode Enabled needs it");
        assertThat(refusal(() -> extended(members(
                        "\"S3BackupMode\": \"Enabled\"",
                        "\"S3BackupConfiguration\": {" + WHERE + ", " + hints(5, 0) + "}"))))
                .isEqualTo(
                        "S3BackupConfiguration.BufferingHints.IntervalInSeconds must be at least 60 seconds, but is 0");
    }

    private static String hints(int size, int interval) {
        return "\"BufferingHints\": {\"SizeInMBs\": " + size + ", \"IntervalInSeconds\": " + interval + "}";
    }

    private static String members(String... members) {
        return String.join(", ", members);
    }
}
