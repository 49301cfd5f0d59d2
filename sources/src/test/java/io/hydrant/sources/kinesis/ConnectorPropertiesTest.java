package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.KinesisConfig;
import io.hydrant.core.definition.KinesisStream;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.util.Properties;
import java.util.TimeZone;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.util.KinesisConfigUtil;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What the connector understands of a deployment's configuration; its own check accepts all of it. */
class ConnectorPropertiesTest {
    private static final KinesisStream STREAM =
            new KinesisStream("arn:aws:kinesis:eu-central-1:123456789012:stream/orders", null);
    private static final StartPosition OLDEST = new StartPosition(StartPosition.OLDEST);
    /** 2026-03-01T10:00:00.123Z. */
    private static final long TIME = 1_772_359_200_123L;

    @Test
    void aDeploymentThatSaysNothingPollsAmazonInTheStreamsRegion() {
        Properties properties = properties(config(null, null, null, null, null, false), OLDEST);

        assertThat(properties)
                .containsEntry("aws.region", "eu-central-1")
                .containsEntry("aws.credentials.provider", "AUTO")
                .containsEntry("flink.stream.initpos", "TRIM_HORIZON")
                .containsEntry("flink.shard.getrecords.intervalmillis", "250")
                .containsEntry("flink.shard.discovery.intervalmillis", "60000")
                .doesNotContainKeys("aws.endpoint", "flink.stream.recordpublisher", "flink.stream.initpos.timestamp");
    }

    @Test
    void anEndpointARegionAndKeysAreHandedOn() {
        Properties properties =
                properties(config("http://kinesis:4567", "eu-west-1", "the key", "the secret", null, false), OLDEST);

        assertThat(properties)
                .containsEntry("aws.endpoint", "http://kinesis:4567")
                .containsEntry("aws.region", "eu-west-1")
                .containsEntry("aws.credentials.provider", "BASIC")
                .containsEntry("aws.credentials.provider.basic.accesskeyid", "the key")
                .containsEntry("aws.credentials.provider.basic.secretkey", "the secret");
    }

    @Test
    void fanOutIsOneConsumerPerDeliveryStreamAndNeverGivesUp() {
        Properties properties = properties(config(null, null, null, null, null, true), OLDEST);

        assertThat(properties)
                .containsEntry("flink.stream.recordpublisher", "EFO")
                .containsEntry("flink.stream.efo.consumername", "hydrant-clicks")
                .containsEntry("flink.stream.efo.registration", "LAZY")
                .containsEntry("flink.shard.subscribetoshard.maxretries", Integer.toString(Integer.MAX_VALUE));
    }

    @Test
    void theConnectorReadsTheStartAsTheSameInstantInEveryTimeZone() throws Exception {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : new String[] {"UTC", "America/New_York", "Asia/Kolkata"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                Properties properties =
                        properties(config(null, null, null, null, null, false), new StartPosition(TIME));

                assertThat(properties).containsEntry("flink.stream.initpos", "AT_TIMESTAMP");
                // As KinesisConfigUtil.parseStreamTimestampStartingPosition does it.
                SimpleDateFormat format =
                        new SimpleDateFormat(ConsumerConfigConstants.DEFAULT_STREAM_TIMESTAMP_DATE_FORMAT);
                assertThat(format.parse(properties.getProperty("flink.stream.initpos.timestamp")))
                        .hasTime(TIME);
                assertThat(KinesisConfigUtil.parseStreamTimestampStartingPosition(properties))
                        .hasTime(TIME);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void theySurviveTheWayToTheTaskManager() throws Exception {
        ConnectorProperties properties = new ConnectorProperties(
                STREAM, config("http://kinesis:4567", null, "the key", "the secret", null, false), "clicks");

        ConnectorProperties there = InstantiationUtil.clone(properties);

        assertThat(there.startingAt(OLDEST)).isEqualTo(properties.startingAt(OLDEST));
        assertThat(there.config()).isEqualTo(properties.config());
    }

    private static Properties properties(KinesisConfig config, StartPosition start) {
        Properties properties = new ConnectorProperties(STREAM, config, "clicks").startingAt(start);
        KinesisConfigUtil.validateConsumerConfiguration(properties);
        return properties;
    }

    private static KinesisConfig config(
            String endpoint, String region, String key, String secret, String token, boolean fanOut) {
        return new KinesisConfig(
                endpoint, region, key, secret, token, fanOut, "LATEST", Duration.ofMillis(250), Duration.ofMinutes(1));
    }
}
