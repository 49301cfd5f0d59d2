package io.hydrant.sources.kinesis;

import io.hydrant.core.config.KinesisConfig;
import org.apache.flink.kinesis.shaded.com.amazonaws.ClientConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.ClientConfigurationFactory;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.AWSCredentials;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.AWSStaticCredentialsProvider;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.BasicAWSCredentials;
import org.apache.flink.kinesis.shaded.com.amazonaws.auth.BasicSessionCredentials;
import org.apache.flink.kinesis.shaded.com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesis;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesisClientBuilder;

/**
 * Makes the client of the SDK that is inside the connector.
 *
 * <p>It speaks Amazon's binary form (CBOR), also to emulators: without it, this SDK writes the time of an iterator
 * AT_TIMESTAMP in milliseconds where the JSON protocol has seconds.
 */
final class PollingClient {
    private static final int MOST_CONNECTIONS = 1_000;

    private PollingClient() {}

    /** A client that leaves all retrying to {@link PersistentProxy}. */
    static AmazonKinesis of(ConnectorProperties properties) {
        KinesisConfig config = properties.config();
        ClientConfiguration client = new ClientConfigurationFactory().getConfig();
        client.setMaxErrorRetry(0);
        // One for each shard of the subtask, and one to look for shards.
        client.setMaxConnections(MOST_CONNECTIONS);
        AmazonKinesisClientBuilder builder =
                AmazonKinesisClientBuilder.standard().withClientConfiguration(client);
        if (config.accessKey() != null) {
            builder.setCredentials(new AWSStaticCredentialsProvider(credentials(config)));
        }
        if (config.endpoint() == null) {
            builder.setRegion(properties.region());
        } else {
            builder.setEndpointConfiguration(new EndpointConfiguration(config.endpoint(), properties.region()));
        }
        return builder.build();
    }

    private static AWSCredentials credentials(KinesisConfig config) {
        return config.sessionToken() == null
                ? new BasicAWSCredentials(config.accessKey(), config.secretKey())
                : new BasicSessionCredentials(config.accessKey(), config.secretKey(), config.sessionToken());
    }
}
