package io.hydrant.bench.records;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Fills Kinesis streams, by the real SDK and 500 records at a time. */
public final class InputStreams implements AutoCloseable {
    private static final int RECORDS_PER_CALL = 500;

    private final KinesisClient client;
    private final int shards;

    /**
     * For the streams of one server.
     *
     * @param shards of each stream
     */
    public InputStreams(String endpoint, int shards) {
        this.shards = shards;
        this.client = KinesisClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    /**
     * Makes a stream and writes records to it.
     *
     * @param records how many, rounded up to whole calls
     * @return what every contestant has to deliver from it
     */
    public Tally fill(String stream, ClickEvents events, long records) {
        client.createStream(create -> create.streamName(stream).shardCount(shards));
        client.waiter().waitUntilStreamExists(ask -> ask.streamName(stream));
        Tally.Counter counter = new Tally.Counter();
        for (long call = 0; call * RECORDS_PER_CALL < records; call++) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (int i = 0; i < RECORDS_PER_CALL; i++) {
                byte[] event = events.next();
                counter.add(event, 0, event.length);
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey(call + "-" + i)
                        .data(SdkBytes.fromByteArrayUnsafe(event))
                        .build());
            }
            int failed = client.putRecords(put -> put.streamName(stream).records(entries))
                    .failedRecordCount();
            if (failed > 0) {
                throw new IllegalStateException(failed + " records were not taken by the stream " + stream);
            }
        }
        return counter.tally();
    }

    /** Deletes a stream and what is in it. */
    public void delete(String stream) {
        client.deleteStream(delete -> delete.streamName(stream));
    }

    @Override
    public void close() {
        client.close();
    }
}
