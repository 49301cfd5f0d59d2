package io.hydrant.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceDefinitionTest {
    private static final String S3 = """
            "S3DestinationConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::lake"}""";
    private static final String KINESIS = """
            "DeliveryStreamType": "KinesisStreamAsSource", "KinesisStreamSourceConfiguration": {
            "KinesisStreamARN": "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
            "RoleARN": "arn:aws:iam::123456789012:role/r"}""";
    private static final String MSK = """
            "DeliveryStreamType": "MSKAsSource", "MSKSourceConfiguration": {
            "MSKClusterARN": "arn:aws:kafka:eu-west-1:123456789012:cluster/sales/1-2-3", "TopicName": "orders",
            "AuthenticationConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/r", "Connectivity": "PUBLIC"}<M>}""";

    @Test
    void readsAKinesisStreamAsSource() {
        StreamDefinition stream = definition(KINESIS);

        assertThat(stream.type()).isEqualTo("KinesisStreamAsSource");
        assertThat(stream.source())
                .isEqualTo(new KinesisStream("arn:aws:kinesis:eu-west-1:123456789012:stream/orders", null));
        KinesisStream kinesis = (KinesisStream) stream.source();
        assertThat(kinesis.name()).isEqualTo("orders");
        assertThat(kinesis.region()).isEqualTo("eu-west-1");
    }

    @Test
    void readsAnMskTopicAsSource() {
        MskTopic topic = (MskTopic)
                definition(MSK.replace("<M>", ", \"ReadFromTimestamp\": 1.5")).source();

        assertThat(topic.clusterName()).isEqualTo("sales");
        assertThat(topic.topic()).isEqualTo("orders");
        assertThat(topic.readFrom()).isEqualTo(Instant.ofEpochMilli(1500));
        assertThat(((MskTopic) definition(MSK.replace("<M>", "")).source()).readFrom())
                .isNull();
    }

    @Test
    void timesMayBeWrittenAsPeopleWriteThem() {
        String msk = MSK.replace("<M>", ", \"ReadFromTimestamp\": \"2026-11-01T00:00:00Z\"");
        String kinesis = KINESIS
                + ", \"Hydrant\": {\"StartingPosition\": \"AT_TIMESTAMP\", \"StartingTimestamp\": \"2026-11-01T00:00:00Z\"}";
        Instant first = Instant.parse("2026-11-01T00:00:00Z");

        assertThat(((MskTopic) definition(msk).source()).readFrom()).isEqualTo(first);
        assertThat(((KinesisStream) definition(kinesis).source()).startingPosition())
                .isEqualTo(new StartingPosition(StartingPosition.Kind.AT_TIMESTAMP, first));
    }

    @Test
    void theExtensionIsKeptAndReadFromFilesToo(@TempDir Path folder) throws IOException {
        String json = "{\"DeliveryStreamName\": \"s\", " + S3 + ", " + KINESIS
                + ", \"Hydrant\": {\"StartingPosition\": \"TRIM_HORIZON\"}}";
        Path file = Files.writeString(folder.resolve("s.json"), json);

        StreamDefinition read = StreamDefinition.read(file);

        StartingPosition oldest = new StartingPosition(StartingPosition.Kind.TRIM_HORIZON, null);
        assertThat(((KinesisStream) read.source()).startingPosition()).isEqualTo(oldest);
        assertThat(StreamDefinition.parse(read.toString()).source()).isEqualTo(read.source());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"DeliveryStreamType\": \"KinesisStreamAsSource\"|KinesisStreamSourceConfiguration is missing: DeliveryStreamType KinesisStreamAsSource needs it",
                "\"DeliveryStreamType\": \"MSKAsSource\"|MSKSourceConfiguration is missing: DeliveryStreamType MSKAsSource needs it",
                "\"KinesisStreamSourceConfiguration\": {\"KinesisStreamARN\": \"arn:aws:kinesis:eu-west-1:123456789012:stream/s\", \"RoleARN\": \"arn:aws:iam::123456789012:role/r\"}|KinesisStreamSourceConfiguration goes with DeliveryStreamType KinesisStreamAsSource only",
                "\"DeliveryStreamType\": \"MSKAsSource\", \"MSKSourceConfiguration\": {\"MSKClusterARN\": \"arn:aws:x\", \"TopicName\": \"t\", \"AuthenticationConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"Connectivity\": \"PUBLIC\"}}|does not name a cluster",
                "\"Hydrant\": {\"StartingPosition\": \"LATEST\"}|Hydrant.StartingPosition goes with DeliveryStreamType KinesisStreamAsSource only",
                "\"Hydrant\": {\"Startposition\": \"LATEST\"}|Hydrant.Startposition: no such member",
                "\"Hydrant\": 1|Hydrant is not an object",
                "<K>, \"Hydrant\": {\"StartingPosition\": \"FIRST\"}|Hydrant.StartingPosition 'FIRST' is none of [LATEST, TRIM_HORIZON, AT_TIMESTAMP]",
                "<K>, \"Hydrant\": {\"StartingPosition\": \"AT_TIMESTAMP\"}|Hydrant.StartingTimestamp goes with StartingPosition AT_TIMESTAMP",
                "<K>, \"Hydrant\": {\"StartingPosition\": \"LATEST\", \"StartingTimestamp\": 1}|Hydrant.StartingTimestamp goes with StartingPosition AT_TIMESTAMP",
                "<K>, \"Hydrant\": {\"StartingPosition\": \"AT_TIMESTAMP\", \"StartingTimestamp\": \"soon\"}|Hydrant.StartingTimestamp goes with StartingPosition AT_TIMESTAMP",
            })
    void refusesSourcesThatCannotBe(String members, String message) {
        assertThat(refused(members.replace("<K>", KINESIS))).hasMessageContaining(message);
    }

    private static StreamDefinition definition(String members) {
        return StreamDefinition.parse("{\"DeliveryStreamName\": \"s\", " + S3 + ", " + members + "}");
    }

    private static FirehoseException refused(String members) {
        try {
            definition(members);
        } catch (FirehoseException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            return e;
        }
        throw new AssertionError("accepted: " + members);
    }
}
