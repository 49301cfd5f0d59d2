package io.hydrant.core.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where this deployment's things are: {@code conf/hydrant.yaml}. Stream definitions never hold any of it.
 *
 * <p>Every member may be left out of the file; the compact constructors fill in the defaults and check what is there, and
 * say the member's path, its value and the fix when it is wrong.
 *
 * @param region region in the ARNs that Hydrant gives out; default {@code us-east-1}
 * @param accountId 12 digits in those ARNs; default {@code 000000000000}
 * @param dataDirectory folder for everything kept on local disk; default {@code data}
 * @param gateway the Firehose API
 * @param log the ingest log
 * @param store the stream store
 * @param s3 where buckets are
 * @param kinesis where Kinesis data streams are
 * @param kafka where the Kafka clusters are that streams read from
 * @param lambda where the functions are that transform records
 * @param partitioning how many partitions streams may have open
 * @param glue where the tables are that say what columns records have
 * @param delivery how records are delivered in requests
 * @param search where OpenSearch and Elasticsearch are
 * @param redshift how records are copied to Redshift
 * @param secretsManager where the secrets are that destinations' credentials may be in
 * @param flink how jobs run
 */
public record HydrantConfig(
        String region,
        String accountId,
        Path dataDirectory,
        GatewayConfig gateway,
        LogConfig log,
        StoreConfig store,
        S3Config s3,
        KinesisConfig kinesis,
        KafkaConfig kafka,
        LambdaConfig lambda,
        PartitioningConfig partitioning,
        GlueConfig glue,
        DeliveryConfig delivery,
        SearchConfig search,
        RedshiftConfig redshift,
        SecretsManagerConfig secretsManager,
        FlinkConfig flink) {

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    /** The largest port number. */
    static final int MAX_PORT = 65_535;

    public HydrantConfig(
            @Nullable String region,
            @Nullable String accountId,
            @Nullable Path dataDirectory,
            @Nullable GatewayConfig gateway,
            @Nullable LogConfig log,
            @Nullable StoreConfig store,
            @Nullable S3Config s3,
            @Nullable KinesisConfig kinesis,
            @Nullable KafkaConfig kafka,
            @Nullable LambdaConfig lambda,
            @Nullable PartitioningConfig partitioning,
            @Nullable GlueConfig glue,
            @Nullable DeliveryConfig delivery,
            @Nullable SearchConfig search,
            @Nullable RedshiftConfig redshift,
            @Nullable SecretsManagerConfig secretsManager,
            @Nullable FlinkConfig flink) {
        this.region = region == null ? "us-east-1" : region;
        this.accountId = accountId == null ? "000000000000" : accountId;
        this.dataDirectory = dataDirectory == null ? Path.of("data") : dataDirectory;
        this.gateway = gateway == null ? GatewayConfig.DEFAULT : gateway;
        this.log = log == null ? LogConfig.DEFAULT : log;
        this.store = store == null ? StoreConfig.DEFAULT : store;
        this.s3 = s3 == null ? S3Config.DEFAULT : s3;
        this.kinesis = kinesis == null ? KinesisConfig.DEFAULT : kinesis;
        this.kafka = kafka == null ? KafkaConfig.DEFAULT : kafka;
        this.lambda = lambda == null ? LambdaConfig.DEFAULT : lambda;
        this.partitioning = partitioning == null ? PartitioningConfig.DEFAULT : partitioning;
        this.glue = glue == null ? GlueConfig.DEFAULT : glue;
        this.delivery = delivery == null ? DeliveryConfig.DEFAULT : delivery;
        this.search = search == null ? SearchConfig.DEFAULT : search;
        this.redshift = redshift == null ? RedshiftConfig.DEFAULT : redshift;
        this.secretsManager = secretsManager == null ? SecretsManagerConfig.DEFAULT : secretsManager;
        this.flink = flink == null ? FlinkConfig.DEFAULT : flink;
        if (!REGION.matcher(this.region).matches()) {
            throw Check.wrong("region", this.region, "is not a region's name, such as us-east-1");
        }
        if (!ACCOUNT.matcher(this.accountId).matches()) {
            throw Check.wrong("accountId", this.accountId, "does not have 12 digits; put it in quotes");
        }
    }

    /** What an empty file gives. */
    public static HydrantConfig defaults() {
        return new HydrantConfig(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * What a job needs to know: callers' credentials and the store's password stay with the gateway. Folders and
     * files are made absolute, because a cluster's processes run elsewhere.
     */
    public HydrantConfig forJobs() {
        return new HydrantConfig(
                region,
                accountId,
                dataDirectory.toAbsolutePath(),
                null,
                log,
                null,
                s3,
                kinesis,
                kafka,
                lambda.withAbsolutePaths(),
                partitioning,
                glue,
                delivery.withAbsolutePaths(),
                search,
                redshift,
                secretsManager,
                flink);
    }

    /** ARN of the delivery stream of that name. */
    public String streamArn(String deliveryStreamName) {
        return "arn:aws:firehose:" + region + ":" + accountId + ":deliverystream/" + deliveryStreamName;
    }
}
