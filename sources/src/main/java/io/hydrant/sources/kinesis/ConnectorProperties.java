package io.hydrant.sources.kinesis;

import static org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.config.AWSConfigConstants.accessKeyId;
import static org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.config.AWSConfigConstants.secretKey;

import io.hydrant.core.config.KinesisConfig;
import io.hydrant.core.definition.KinesisStream;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.EFORegistrationType;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.InitialPosition;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType;
import org.jspecify.annotations.Nullable;

/** What the connector is told, by its own names. */
final class ConnectorProperties implements Serializable {
    private static final long serialVersionUID = 1;

    /** The form that the connector reads unless it is told another, with the zone written out. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String FOR_EVER = Integer.toString(Integer.MAX_VALUE);
    private static final String LONGEST_BACKOFF_MILLIS = "10000";

    private final KinesisConfig config;
    private final String region;
    private final String consumerName;

    ConnectorProperties(KinesisStream stream, KinesisConfig config, String deliveryStreamName) {
        this.config = config;
        this.region = Objects.requireNonNullElse(config.region(), stream.region());
        this.consumerName = "hydrant-" + deliveryStreamName;
    }

    KinesisConfig config() {
        return config;
    }

    /** Region that requests are signed for. */
    String region() {
        return region;
    }

    /** The connector's properties for a source that starts there. */
    Properties startingAt(StartPosition start) {
        Properties properties = new Properties();
        properties.setProperty(AWSConfigConstants.AWS_REGION, region);
        set(properties, AWSConfigConstants.AWS_ENDPOINT, config.endpoint());
        if (config.accessKey() != null) {
            properties.setProperty(AWSConfigConstants.AWS_CREDENTIALS_PROVIDER, "BASIC");
            set(properties, accessKeyId(AWSConfigConstants.AWS_CREDENTIALS_PROVIDER), config.accessKey());
            set(properties, secretKey(AWSConfigConstants.AWS_CREDENTIALS_PROVIDER), config.secretKey());
        } else {
            properties.setProperty(AWSConfigConstants.AWS_CREDENTIALS_PROVIDER, "AUTO");
        }
        properties.setProperty(
                ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS,
                Long.toString(config.pollInterval().toMillis()));
        properties.setProperty(
                ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
                Long.toString(config.shardDiscoveryInterval().toMillis()));
        addStart(properties, start);
        if (config.enhancedFanOut()) {
            addFanOut(properties);
        }
        return properties;
    }

    private static void addStart(Properties properties, StartPosition start) {
        if (start.isOldest()) {
            properties.setProperty(
                    ConsumerConfigConstants.STREAM_INITIAL_POSITION, InitialPosition.TRIM_HORIZON.name());
        } else {
            properties.setProperty(
                    ConsumerConfigConstants.STREAM_INITIAL_POSITION, InitialPosition.AT_TIMESTAMP.name());
            properties.setProperty(
                    ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP,
                    TIMESTAMP.format(Instant.ofEpochMilli(start.millis())));
        }
    }

    /** Each delivery stream is a consumer of its own, so that several on one Kinesis stream do not share throughput. */
    private void addFanOut(Properties properties) {
        properties.setProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, RecordPublisherType.EFO.name());
        properties.setProperty(ConsumerConfigConstants.EFO_CONSUMER_NAME, consumerName);
        properties.setProperty(ConsumerConfigConstants.EFO_REGISTRATION_TYPE, EFORegistrationType.LAZY.name());
        properties.setProperty(ConsumerConfigConstants.SUBSCRIBE_TO_SHARD_RETRIES, FOR_EVER);
        properties.setProperty(ConsumerConfigConstants.SUBSCRIBE_TO_SHARD_BACKOFF_MAX, LONGEST_BACKOFF_MILLIS);
        properties.setProperty(ConsumerConfigConstants.REGISTER_STREAM_BACKOFF_MAX, LONGEST_BACKOFF_MILLIS);
        properties.setProperty(ConsumerConfigConstants.DESCRIBE_STREAM_CONSUMER_BACKOFF_MAX, LONGEST_BACKOFF_MILLIS);
    }

    private static void set(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }
}
