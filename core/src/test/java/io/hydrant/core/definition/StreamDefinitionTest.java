package io.hydrant.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.format.SchemaReference;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.schema.Column;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StreamDefinitionTest {
    private static final String WHERE =
            "\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::lake\"";

    @TempDir
    Path folder;

    @Test
    void fillsInDefaults() {
        StreamDefinition definition = extended("");
        assertThat(definition.name()).isEqualTo("clicks");
        assertThat(definition.type()).isEqualTo("DirectPut");
        assertThat(definition.s3())
                .isEqualTo(new S3Destination(
                        "lake",
                        "",
                        null,
                        new BufferingHints(5, 300),
                        CompressionFormat.UNCOMPRESSED,
                        "",
                        null,
                        ZoneOffset.UTC,
                        false));
        assertThat(definition.json().path("ExtendedS3DestinationConfiguration").fieldNames())
                .toIterable()
                .containsExactly("RoleARN", "BucketARN");
    }

    @Test
    void readsEveryMemberOfAnExtendedDestination() {
        S3Destination s3 = extended("""
                        , "Prefix": "d/!{timestamp:yyyy}/", "ErrorOutputPrefix": "e/!{firehose:error-output-type}/",
                        "BufferingHints": {"SizeInMBs": 128, "IntervalInSeconds": 0}, "CompressionFormat": "Snappy",
                        "FileExtension": ".json", "CustomTimeZone": "Europe/Berlin", "S3BackupMode": "Disabled",
                        "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
                        "CloudWatchLoggingOptions": {"Enabled": false},
                        "ProcessingConfiguration": {"Enabled": false, "Processors": []},
                        "DataFormatConversionConfiguration": {"Enabled": false},
                        "DynamicPartitioningConfiguration": {"Enabled": false}
                        """).s3();
        assertThat(s3)
                .isEqualTo(new S3Destination(
                        "lake",
                        "d/!{timestamp:yyyy}/",
                        "e/!{firehose:error-output-type}/",
                        new BufferingHints(128, 0),
                        CompressionFormat.SNAPPY,
                        "",
                        ".json",
                        ZoneId.of("Europe/Berlin"),
                        false));
        assertThat(s3.dataKey("clicks", "1").next(0))
                .startsWith("d/1970/clicks-1-1970-01-01-01-00-00-")
                .endsWith(".json");
        assertThat(s3.errorKey("clicks", "1").next(0, "processing-failed")).startsWith("e/processing-failed/clicks-1-");
    }

    @Test
    void readsTheOlderDestinationAndAThroughputHint() {
        StreamDefinition definition = of(
                "\"S3DestinationConfiguration\": {" + WHERE + ", \"Prefix\": \"p/\"},"
                        + " \"DeliveryStreamType\": \"DirectPut\", \"DirectPutSourceConfiguration\": {\"ThroughputHintInMBs\": 5}");
        assertThat(definition.s3().prefix()).isEqualTo("p/");
    }

    @ParameterizedTest
    @EnumSource(CompressionFormat.class)
    void endsKeysAsTheFormatDemands(CompressionFormat format) {
        S3Destination s3 = extended(", \"CompressionFormat\": \"" + format.apiName() + "\", \"FileExtension\": \"\"")
                .s3();
        assertThat(s3.compressionFormat()).isEqualTo(format);
        assertThat(s3.dataKey("clicks", "1").next(0)).endsWith(format.extension());
        assertThat(format.extension()).isIn("", ".gz", ".zip", ".snappy", ".hsnappy");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"DeliveryStreamType\": \"DirectPut\"|Exactly one destination configuration is supported for a Firehose",
                "\"S3DestinationConfiguration\": {<W>}, \"ExtendedS3DestinationConfiguration\": {<W>}|Exactly one destination configuration is supported for a Firehose",
                "\"S3DestinationConfiguration\": {<W>, \"BufferingHints\": {\"SizeInMBs\": 5}}|BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be given together",
                "\"S3DestinationConfiguration\": {<W>, \"BufferingHints\": {\"IntervalInSeconds\": 60}}|must be given together",
                "\"S3DestinationConfiguration\": {<W>, \"CloudWatchLoggingOptions\": {\"Enabled\": true}}|CloudWatchLoggingOptions.LogGroupName and CloudWatchLoggingOptions.LogStreamName must be given",
                "\"S3DestinationConfiguration\": {<W>, \"Prefix\": \"!{timestamp:yyyy}\"}|ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
                "\"ExtendedS3DestinationConfiguration\": {<W>, \"CustomTimeZone\": \"Mars\"}|CustomTimeZone 'Mars'",
                "\"S3DestinationConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::..\"}|does not name a bucket",
            })
    void refusesWhatDoesNotGoTogether(String members, String message) {
        assertThat(refused(members.replace("<W>", WHERE))).hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "|\"DeliveryStreamType\": \"DatabaseAsSource\"|DeliveryStreamType = DatabaseAsSource",
                "|\"DeliveryStreamEncryptionConfigurationInput\": {\"KeyType\": \"AWS_OWNED_CMK\"}|DeliveryStreamEncryptionConfigurationInput",
                "|\"Tags\": [{\"Key\": \"team\"}]|Tags",
                "\"S3BackupConfiguration\": {<W>, \"CloudWatchLoggingOptions\": {\"Enabled\": true, \"LogGroupName\": \"g\", \"LogStreamName\": \"s\"}}||ExtendedS3DestinationConfiguration.S3BackupConfiguration.CloudWatchLoggingOptions.Enabled = true",
                "\"EncryptionConfiguration\": {\"KMSEncryptionConfig\": {\"AWSKMSKeyARN\": \"arn:aws:kms:eu-west-1:123456789012:key/k\"}}||ExtendedS3DestinationConfiguration.EncryptionConfiguration.KMSEncryptionConfig",
                "\"CloudWatchLoggingOptions\": {\"Enabled\": true, \"LogGroupName\": \"g\", \"LogStreamName\": \"s\"}||ExtendedS3DestinationConfiguration.CloudWatchLoggingOptions.Enabled = true",
            })
    void refusesByNameWhatHydrantCannotDoYet(String s3Member, String member, String path) {
        String s3 = "\"ExtendedS3DestinationConfiguration\": {" + WHERE
                + (s3Member == null ? "" : ", " + s3Member.replace("<W>", WHERE)) + "}";
        assertThat(refused(s3 + (member == null ? "" : ", " + member)))
                .hasMessage("Hydrant does not support " + path + " yet.");
    }

    @Test
    void refusesOtherDestinationsByName() {
        assertThat(refused("\"IcebergDestinationConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\","
                        + " \"CatalogConfiguration\": {}, \"S3Configuration\": {" + WHERE + "}}"))
                .hasMessage("Hydrant does not support IcebergDestinationConfiguration yet.");
    }

    @Test
    void dropsUnknownMembersOverTheWire() {
        StreamDefinition definition = of("\"S3DestinationConfiguration\": {" + WHERE + "}, \"Nonsense\": {\"a\": [1]}");
        assertThat(definition.json().has("Nonsense")).isFalse();
        assertThat(StreamDefinition.parse(definition.toString()).json()).isEqualTo(definition.json());
    }

    @Test
    void refusesUnknownMembersInFilesAndSaysWhatIsKnown() throws Exception {
        Path file = write("{\"DeliveryStreamName\": \"clicks\", \"S3DestinationConfiguration\": {" + WHERE
                + ", \"Prefx\": \"p\"}}");
        assertThatThrownBy(() -> StreamDefinition.read(file))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(
                        file + ": S3DestinationConfiguration.Prefx: no such member, known here are RoleARN,");
    }

    @Test
    void saysInOneLineWhatIsWrongWithAFile() throws Exception {
        assertThatThrownBy(() -> StreamDefinition.read(folder.resolve("absent.json")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("absent.json: cannot be read: NoSuchFileException");
        Path broken = write("{\n\"DeliveryStreamName\": oops}");
        assertThatThrownBy(() -> StreamDefinition.read(broken))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("not JSON (line 2)")
                .message()
                .doesNotContain("\n");
        Path invalid =
                write("{\"DeliveryStreamName\": \"clicks\", \"S3DestinationConfiguration\": {\"RoleARN\": \"me\"}}");
        assertThatThrownBy(() -> StreamDefinition.read(invalid))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(
                        "Value 'me' at 's3DestinationConfiguration.roleARN' failed to satisfy constraint");
        Path twice = write("{\"DeliveryStreamName\": \"a\", \"DeliveryStreamName\": \"b\"}");
        assertThatThrownBy(() -> StreamDefinition.read(twice)).hasMessageContaining("Duplicate field");
        Path empty = write("");
        assertThatThrownBy(() -> StreamDefinition.read(empty)).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void readsTheExamplesThatComeWithHydrant() {
        StreamDefinition clicks = StreamDefinition.read(Path.of("../conf/streams/clicks.json"));
        assertThat(clicks.name()).isEqualTo("clicks");
        assertThat(clicks.s3().compressionFormat()).isEqualTo(CompressionFormat.GZIP);
        StreamDefinition byPage = StreamDefinition.read(Path.of("../conf/streams/partitioned.json"));
        assertThat(byPage.partitioning()).isNotNull();
        assertThat(byPage.processing().delimiter()).asString().isEqualTo("\n");
        assertThat(StreamDefinition.read(Path.of("../conf/streams/orders-kinesis.json"))
                        .source())
                .isInstanceOfSatisfying(
                        KinesisStream.class, stream -> assertThat(stream.name()).isEqualTo("orders"));
        assertThat(StreamDefinition.read(Path.of("../conf/streams/orders-msk.json"))
                        .source())
                .isInstanceOfSatisfying(
                        MskTopic.class, topic -> assertThat(topic.clusterName()).isEqualTo("sales"));
    }

    @Test
    void readsTheExampleWhoseSchemaStandsBesideIt() {
        StreamDefinition parquet = StreamDefinition.read(Path.of("../conf/streams/clicks-parquet.json"));
        assertThat(parquet.conversion().output()).isEqualTo(OutputFormat.Parquet.DEFAULT);
        assertThat(parquet.conversion().schema())
                .isInstanceOfSatisfying(
                        SchemaReference.Given.class,
                        given -> assertThat(given.schema().columns())
                                .extracting(Column::name)
                                .containsExactly("page", "number", "seen", "visitor"));
        assertThat(StreamDefinition.parse(parquet.toString()).conversion()).isEqualTo(parquet.conversion());
    }

    @Test
    void travelsToTheWorkers() throws Exception {
        StreamDefinition definition = extended(", \"CustomTimeZone\": \"Asia/Tokyo\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(definition);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            StreamDefinition copy = (StreamDefinition) in.readObject();
            assertThat(copy.s3()).isEqualTo(definition.s3());
            assertThat(copy.json()).isEqualTo(definition.json());
        }
    }

    private Path write(String text) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "stream", ".json"), text);
    }

    private static StreamDefinition extended(String more) {
        return of("\"ExtendedS3DestinationConfiguration\": {" + WHERE + more + "}");
    }

    private static StreamDefinition of(String members) {
        try {
            return StreamDefinition.of(
                    (ObjectNode) new ObjectMapper().readTree("{\"DeliveryStreamName\": \"clicks\", " + members + "}"));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static FirehoseException refused(String members) {
        try {
            of(members);
        } catch (FirehoseException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            return e;
        }
        throw new AssertionError("accepted: " + members);
    }
}
