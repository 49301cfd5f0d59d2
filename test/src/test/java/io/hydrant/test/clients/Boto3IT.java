package io.hydrant.test.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amazon's sample in Python as it stands, but for the {@code endpoint_url}. */
class Boto3IT {
    private static final String MESSAGE = "Hello, this is a test message!";
    private static final String DELETE_AND_LIST = """
            import sys, time, boto3
            firehose = boto3.client('firehose', region_name='us-west-2', endpoint_url=sys.argv[1])
            name = 'my_firehose_stream'
            describe = lambda: firehose.describe_delivery_stream(DeliveryStreamName=name)['DeliveryStreamDescription']
            while describe()['DeliveryStreamStatus'] == 'CREATING':
                time.sleep(0.2)
            firehose.delete_delivery_stream(DeliveryStreamName=name)
            while name in firehose.list_delivery_streams()['DeliveryStreamNames']:
                time.sleep(0.2)
            try:
                describe()
            except firehose.exceptions.ResourceNotFoundException as e:
                print(e.response['Error']['Code'])
            """;

    @TempDir
    Path folder;

    @Test
    void theSampleRunsAndItsRecordIsDelivered() throws Exception {
        Tool python = Tool.pythonWithBoto3();
        Path sample = Repository.root().resolve("test/src/test/resources/boto3_sample.py");
        try (Service service = Service.start(folder.resolve("data"))) {
            String endpoint = service.endpoint().toString();

            python.run(folder, List.of(sample.toString(), endpoint)).succeeded();
            String gone =
                    python.run(folder, List.of("-c", DELETE_AND_LIST, endpoint)).succeeded();

            // Deleting a stream delivers what it has buffered, so nobody waits for the sample's 300 seconds.
            assertThat(service.contents("YOUR_BUCKET_NAME")).isEqualTo(MESSAGE);
            assertThat(service.bucket("YOUR_BUCKET_NAME").list().keySet())
                    .singleElement()
                    .asString()
                    .matches(
                            "my_prefix/\\d{4}/\\d\\d/\\d\\d/\\d\\d/my_firehose_stream-1-\\d{4}(-\\d\\d){5}-[0-9a-f-]{36}");
            assertThat(gone.strip()).isEqualTo("ResourceNotFoundException");
        }
    }
}
