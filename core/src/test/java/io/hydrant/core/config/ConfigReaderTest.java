package io.hydrant.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    Path folder;

    @Test
    void topLevelDefaults() {
        HydrantConfig config = read("");
        assertThat(config).isEqualTo(HydrantConfig.defaults());
        assertThat(config.region()).isEqualTo("us-east-1");
        assertThat(config.accountId()).isEqualTo("000000000000");
        assertThat(config.dataDirectory()).isEqualTo(Path.of("data"));
        assertThat(config.streamArn("s")).isEqualTo("arn:aws:firehose:us-east-1:000000000000:deliverystream/s");
    }

    @Test
    void topLevelMembers() {
        HydrantConfig config = read("region: eu-west-1\naccountId: '123456789012'\ndataDirectory: /var/lib/hydrant\n");
        assertThat(config.streamArn("s")).isEqualTo("arn:aws:firehose:eu-west-1:123456789012:deliverystream/s");
        assertThat(config.dataDirectory()).isEqualTo(Path.of("/var/lib/hydrant"));
    }

    @Test
    void gatewayDefaults() {
        assertThat(read("gateway:\n").gateway())
                .isEqualTo(new GatewayConfig("127.0.0.1", 4573, List.of(), List.of(), 8 << 20, 256));
    }

    @Test
    void gatewayMembers() {
        assertThat(read("""
                                gateway:
                                  host: 0.0.0.0
                                  port: 0
                                  credentials:
                                    - accessKeyId: AKIAEXAMPLE
                                      secretAccessKey: hush
                                    - {accessKeyId: ASIAEXAMPLE, secretAccessKey: hush, sessionToken: token}
                                  cloudWatchLogsAccessKeys: [ASIAEXAMPLE]
                                  maxRequestBytes: 1000000
                                  maxConcurrentRequests: 7
                                """).gateway())
                .isEqualTo(new GatewayConfig(
                        "0.0.0.0",
                        0,
                        List.of(
                                new GatewayConfig.Credentials("AKIAEXAMPLE", "hush", null),
                                new GatewayConfig.Credentials("ASIAEXAMPLE", "hush", "token")),
                        List.of("ASIAEXAMPLE"),
                        1_000_000,
                        7));
    }

    @Test
    void logDefaults() {
        assertThat(read("").log())
                .isEqualTo(new LogConfig(
                        null,
                        4,
                        1,
                        4 << 20,
                        64L << 20,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofHours(24),
                        Map.of()));
    }

    @Test
    void logMembers() {
        assertThat(read("""
                                log:
                                  bootstrapServers: a:9092,b:9092
                                  partitions: 12
                                  replicationFactor: 3
                                  maxEntryBytes: 1024000
                                  maxInFlightBytes: 8589934592
                                  acknowledgementTimeout: 1500 ms
                                  idempotencyWindow: 1h
                                  retention: 2 d
                                  properties: {security.protocol: SSL, retries: 5}
                                """).log())
                .isEqualTo(new LogConfig(
                        "a:9092,b:9092",
                        12,
                        3,
                        1_024_000,
                        8L << 30,
                        Duration.ofMillis(1500),
                        Duration.ofHours(1),
                        Duration.ofDays(2),
                        Map.of("security.protocol", "SSL", "retries", "5")));
    }

    @Test
    void splunkDefaults() {
        assertThat(read("delivery:\n").delivery().splunk()).isEqualTo(new SplunkConfig(null, Duration.ofSeconds(1)));
    }

    @Test
    void splunkMembers() {
        assertThat(read("""
                                delivery:
                                  splunk:
                                    acknowledgmentTimeout: 2 s
                                    acknowledgmentPollInterval: 100 ms
                                """).delivery().splunk())
                .isEqualTo(new SplunkConfig(Duration.ofSeconds(2), Duration.ofMillis(100)));
    }

    @Test
    void storeDefaults() {
        assertThat(read("store: {}").store()).isEqualTo(new StoreConfig(null, null, null));
    }

    @Test
    void storeMembers() {
        assertThat(read("store: {url: 'jdbc:postgresql://db/hydrant', user: me, password: hush}")
                        .store())
                .isEqualTo(new StoreConfig("jdbc:postgresql://db/hydrant", "me", "hush"))
                .asString()
                .doesNotContain("hush");
    }

    @Test
    void s3Defaults() {
        S3Config s3 = read("").s3();
        assertThat(s3).isEqualTo(new S3Config("file", null, null, false, null, null, Map.of()));
        assertThat(s3.bucketUri("lake", folder)).isEqualTo(URI.create("file://" + folder + "/s3/lake"));
    }

    @Test
    void s3Members() throws Exception {
        S3Config s3 = read("""
                        s3:
                          scheme: s3a
                          endpoint: http://127.0.0.1:9000
                          region: eu-west-1
                          pathStyleAccess: true
                          accessKey: key
                          secretKey: hush
                          buckets: {near: %s, far: "s3a://other/folder/"}
                        """.formatted(folder)).s3();
        assertThat(s3)
                .isEqualTo(new S3Config(
                        "s3a",
                        "http://127.0.0.1:9000",
                        "eu-west-1",
                        true,
                        "key",
                        "hush",
                        Map.of("near", folder.toString(), "far", "s3a://other/folder/")));
        assertThat(s3.toString()).doesNotContain("hush");
        assertThat(s3.bucketUri("my_lake", folder)).isEqualTo(URI.create("s3a://my_lake"));
        assertThat(s3.bucketUri("near", folder)).isEqualTo(URI.create("file://" + folder));
        assertThat(s3.bucketUri("far", folder)).isEqualTo(URI.create("s3a://other/folder"));
    }

    @Test
    void kinesisDefaults() {
        assertThat(read("").kinesis())
                .isEqualTo(new KinesisConfig(
                        null, null, null, null, null, false, "LATEST", Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }

    @Test
    void kinesisMembers() {
        KinesisConfig kinesis = read("""
                        kinesis:
                          endpoint: http://127.0.0.1:4567
                          region: eu-west-1
                          accessKey: key
                          secretKey: hush
                          sessionToken: hush too
                          startingPosition: TRIM_HORIZON
                          pollInterval: 250 ms
                          shardDiscoveryInterval: 1 min
                        """).kinesis();
        assertThat(kinesis)
                .isEqualTo(new KinesisConfig(
                        "http://127.0.0.1:4567",
                        "eu-west-1",
                        "key",
                        "hush",
                        "hush too",
                        false,
                        "TRIM_HORIZON",
                        Duration.ofMillis(250),
                        Duration.ofMinutes(1)));
        assertThat(kinesis.toString()).doesNotContain("hush");
    }

    @Test
    void kafkaMembers() {
        KafkaConfig kafka = read("""
                        kafka:
                          clusters:
                            sales: {bootstrapServers: 'b-1:9096', authentication: SCRAM, username: me, password: hush}
                            plain: {bootstrapServers: 'c:9092', properties: {client.id: h}}
                        """).kafka();
        assertThat(kafka.cluster("sales"))
                .isEqualTo(new KafkaClusterConfig("b-1:9096", "SCRAM", "me", "hush", Map.of()))
                .asString()
                .doesNotContain("hush");
        assertThat(kafka.cluster("plain"))
                .isEqualTo(new KafkaClusterConfig("c:9092", "NONE", null, null, Map.of("client.id", "h")));
        assertThatThrownBy(() -> kafka.cluster("other"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("kafka.clusters.other: missing; give its bootstrapServers");
    }

    @Test
    void lambdaDefaults() {
        assertThat(read("").lambda())
                .isEqualTo(new LambdaConfig(
                        null, null, null, null, null, Duration.ofMinutes(5), 5, Path.of("plugins"), Map.of()));
    }

    @Test
    void lambdaMembers() {
        LambdaConfig lambda = read("""
                        lambda:
                          endpoint: http://127.0.0.1:3002
                          region: eu-west-1
                          accessKey: key
                          secretKey: hush
                          sessionToken: hush too
                          timeout: 2 s
                          maxConcurrentInvocations: 20
                          pluginDirectory: /opt/hydrant/plugins
                          functions:
                            near: {url: 'http://127.0.0.1:3002/2015-03-31/functions/near/invocations'}
                            inside: {plugin: enrich, settings: {table: hush as well}}
                        """).lambda();
        assertThat(lambda)
                .isEqualTo(new LambdaConfig(
                        "http://127.0.0.1:3002",
                        "eu-west-1",
                        "key",
                        "hush",
                        "hush too",
                        Duration.ofSeconds(2),
                        20,
                        Path.of("/opt/hydrant/plugins"),
                        Map.of(
                                "near",
                                new LambdaFunctionConfig(
                                        "http://127.0.0.1:3002/2015-03-31/functions/near/invocations", null, Map.of()),
                                "inside",
                                new LambdaFunctionConfig(null, "enrich", Map.of("table", "hush as well")))));
        assertThat(lambda + " " + lambda.functions()).doesNotContain("hush");
    }

    @Test
    void partitioningMembers() {
        assertThat(read("").partitioning()).isEqualTo(new PartitioningConfig(500, "fail"));
        assertThat(read("partitioning: {activePartitionLimit: 10000, spill: flush-oldest}")
                        .partitioning())
                .isEqualTo(new PartitioningConfig(10_000, "flush-oldest"));
    }

    @Test
    void glueMembers() {
        assertThat(read("").glue()).isEqualTo(new GlueConfig(null, null, null, null, null, Duration.ofMinutes(1)));
        GlueConfig glue = read("""
                        glue:
                          endpoint: http://127.0.0.1:4566
                          region: eu-west-1
                          accessKey: key
                          secretKey: hush
                          sessionToken: hush too
                          refreshInterval: 500 ms
                        """).glue();
        assertThat(glue)
                .isEqualTo(new GlueConfig(
                        "http://127.0.0.1:4566", "eu-west-1", "key", "hush", "hush too", Duration.ofMillis(500)));
        assertThat(glue.toString()).doesNotContain("hush");
    }

    @Test
    void flinkDefaults() {
        assertThat(read("").flink())
                .isEqualTo(new FlinkConfig(null, null, null, 8081, 2, Duration.ofSeconds(5), null, 1, Map.of()));
    }

    @Test
    void flinkMembers() {
        assertThat(read("""
                                flink:
                                  deployer: session
                                  restUrl: https://flink:8081
                                  jobJar: job/target/hydrant-job.jar
                                  restPort: 0
                                  parallelism: 8
                                  checkpointInterval: 500 ms
                                  checkpointDirectory: s3a://checkpoints/hydrant
                                  gzipLevel: 6
                                  options: {taskmanager.numberOfTaskSlots: 4}
                                """).flink())
                .isEqualTo(new FlinkConfig(
                        "session",
                        "https://flink:8081",
                        "job/target/hydrant-job.jar",
                        0,
                        8,
                        Duration.ofMillis(500),
                        "s3a://checkpoints/hydrant",
                        6,
                        Map.of("taskmanager.numberOfTaskSlots", "4")));
    }

    @Test
    void handsConfigurationToJobsWithoutWhatTheyNeedNotKnow() {
        HydrantConfig config = read("""
                accountId: "000000000042"
                gateway: {host: 0.0.0.0, credentials: [{accessKeyId: A, secretAccessKey: hush}]}
                store: {url: "jdbc:h2:mem:x", user: a, password: hush}
                s3: {scheme: s3a, accessKey: k, secretKey: s3secret, buckets: {b: /tmp/b}}
                log: {idempotencyWindow: 90 s, maxInFlightBytes: 8589934592}
                kafka: {clusters: {sales: {bootstrapServers: "b:9092", properties: {a: b}}}}
                kinesis: {pollInterval: 2 s, enhancedFanOut: true}
                lambda: {functions: {f: {plugin: p, settings: {a: b}}}}
                glue: {accessKey: k, secretKey: glueSecret}
                flink: {checkpointInterval: 1500 ms, options: {a.b: c}}
                """);
        assertThat(ConfigReader.fromJson(ConfigReader.toJson(config))).isEqualTo(config);
        assertThat(ConfigReader.toJson(config.forJobs()))
                .contains("s3secret", "glueSecret")
                .doesNotContain("hush");
        assertThat(config.forJobs().dataDirectory()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(ConfigReader.fromJson(ConfigReader.toJson(config.forJobs())).s3())
                .isEqualTo(config.s3());
    }

    @Test
    void jobsFindPlugInsFromAnyFolder() {
        LambdaConfig lambda =
                read("lambda: {pluginDirectory: my/plugins}").forJobs().lambda();
        assertThat(lambda.pluginDirectory()).isEqualTo(Path.of("my/plugins").toAbsolutePath());
    }

    @Test
    void jobsFindCertificatesFromAnyFolder() {
        TlsConfig tls = read("delivery: {tls: {trustStore: my/trust.pem, keyStore: my/key.p12, keyStorePassword: p}}")
                .forJobs()
                .delivery()
                .tls();
        assertThat(tls.trustStore())
                .isEqualTo(Path.of("my/trust.pem").toAbsolutePath().toString());
        assertThat(tls.keyStore())
                .isEqualTo(Path.of("my/key.p12").toAbsolutePath().toString());
        assertThat(HydrantConfig.defaults().forJobs().delivery().tls()).isEqualTo(TlsConfig.DEFAULT);
    }

    @Test
    void theExampleShowsEveryMemberWithItsDefault() throws Exception {
        String example = Files.readString(Path.of("../conf/hydrant.yaml"));
        assertThat(read(example)).isEqualTo(HydrantConfig.defaults());
        String uncommented = example.replaceAll("(?m)^#(?=\\S|  )", "");
        assertThat(read(uncommented)).isEqualTo(HydrantConfig.defaults());
        for (RecordComponent group : HydrantConfig.class.getRecordComponents()) {
            assertThat(uncommented).containsPattern("(?m)^" + group.getName() + ":");
            if (group.getType().isRecord()) {
                for (RecordComponent member : group.getType().getRecordComponents()) {
                    assertThat(uncommented).containsPattern("(?m)^  " + member.getName() + ":");
                }
            }
        }
    }

    private HydrantConfig read(String yaml) {
        try {
            return ConfigReader.read(Files.writeString(Files.createTempFile(folder, "hydrant", ".yaml"), yaml));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
