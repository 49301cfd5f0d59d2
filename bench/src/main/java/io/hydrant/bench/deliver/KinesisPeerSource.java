package io.hydrant.bench.deliver;

import java.util.Properties;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/** How a hand-written job reads records from Kinesis: Flink's source and the shortest deserializer there is. */
final class KinesisPeerSource {
    static final String REGION = "us-east-1";
    static final String KEY = "bench";

    /** As often as Kinesis' own limit would let one reader ask, and more: the emulator is what it waits for. */
    static final long POLL_MILLIS = 10;

    private KinesisPeerSource() {}

    static FlinkKinesisConsumer<byte[]> create(DeliveryRun run) {
        Properties properties = new Properties();
        properties.setProperty("aws.region", REGION);
        properties.setProperty("aws.endpoint", run.server());
        properties.setProperty("aws.credentials.provider", "BASIC");
        properties.setProperty("aws.credentials.provider.basic.accesskeyid", KEY);
        properties.setProperty("aws.credentials.provider.basic.secretkey", KEY);
        properties.setProperty(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "TRIM_HORIZON");
        properties.setProperty(ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS, Long.toString(POLL_MILLIS));
        return new FlinkKinesisConsumer<>(run.topic(), new Bytes(), properties);
    }

    private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] deserialize(byte[] record) {
            return record;
        }
    }
}
