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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "colour: red|colour: no such member, known here are region, accountId, dataDirectory, gateway,",
                "gateway: {prot: 1}|gateway.prot: no such member, known here are host, port, credentials,",
                "gateway: {credentials: [{key: a}]}|gateway.credentials[0].key: no such member, known here are accessKeyId,",
                "gateway: {credentials: [{accessKeyId: a}]}|gateway.credentials.secretAccessKey: is missing",
                "gateway: {credentials: [{accessKeyId: a/b, secretAccessKey: c}]}|gateway.credentials.accessKeyId: a/b is not made of",
                "gateway: {credentials: [{accessKeyId: a, secretAccessKey: c}, {accessKeyId: a, secretAccessKey: d}]}|gateway.credentials: an accessKeyId is there twice",
                "gateway: {credentials: a}|gateway.credentials: 'a' is not a list",
                "gateway: {cloudWatchLogsAccessKeys: [a]}|gateway.cloudWatchLogsAccessKeys: a is not an accessKeyId of gateway.credentials",
                "gateway: {port: 70000}|gateway.port: 70000 is not between 0 and 65535",
                "gateway: {port: http}|gateway.port: 'http' is not a whole number",
                "gateway: {port: 1.5}|gateway.port: '1.5' is not a whole number",
                "gateway: {maxRequestBytes: 1}|gateway.maxRequestBytes: 1 is not between 65536 and 67108864",
                "gateway: {host: 0.0.0.0}|gateway.host: 0.0.0.0 can be reached from other machines; list gateway.credentials or listen on 127.0.0.1",
                "gateway: {host: 127.0.0.1.evil.example}|can be reached from other machines",
                "gateway: 5|gateway: '5' is not a group of members: host, port",
                "log: {acknowledgementTimeout: 10}|log.acknowledgementTimeout: '10' is not a duration: write a number and one of ms, s, min, h, d",
                "log: {acknowledgementTimeout: 1 ms}|log.acknowledgementTimeout: 1 ms is not between 100 ms and 10 min",
                "log: {maxEntryBytes: 100}|log.maxEntryBytes: 100 is not between 1024000 and 8388608",
                "log: {maxInFlightBytes: 4000000}|log.maxInFlightBytes: 4000000 is not between 4194304 and",
                "log: {properties: [a]}|log.properties: a list is not a group of names and values",
                "log: {properties: {a: [b]}}|log.properties.a: a list is not text",
                "store: {url: 'http://db'}|store.url: http://db is not a JDBC URL",
                "store: {password: hush}|store.url: is missing; user and password go with it",
                "s3: {scheme: ftp}|s3.scheme: ftp is none of file, s3a",
                "s3: {endpoint: localhost:9000}|s3.endpoint: localhost:9000 is not an http:// or https:// URL",
                "s3: {accessKey: a}|s3.secretKey: is missing; s3.accessKey and s3.secretKey go together",
                "s3: {pathStyleAccess: 'yes'}|s3.pathStyleAccess: 'yes' is not true or false",
                "s3: {buckets: {b: 'ftp://x'}}|s3.buckets.b: ftp://x is neither a folder nor a file:// or s3a:// URI",
                "kinesis: {startingPosition: AT_TIMESTAMP}|kinesis.startingPosition: AT_TIMESTAMP is none of LATEST, TRIM_HORIZON",
                "kinesis: {accessKey: a}|kinesis.secretKey: is missing; kinesis.accessKey and kinesis.secretKey go together",
                "kinesis: {sessionToken: a}|kinesis.sessionToken: goes with kinesis.accessKey only",
                "kinesis: {accessKey: a, secretKey: b, sessionToken: c, enhancedFanOut: true}|kinesis.sessionToken: does not go with kinesis.enhancedFanOut; give temporary credentials in the environment",
                "kinesis: {pollInterval: 1 ms}|kinesis.pollInterval: 1 ms is not between 10 ms and 1 min",
                "kafka: {clusters: {a: {}}}|kafka.clusters.*.bootstrapServers: missing; say where Kafka is",
                "kafka: {clusters: {a: {bootstrapServers: 'b:1', authentication: KERBEROS}}}|kafka.clusters.*.authentication: KERBEROS is none of NONE, TLS, SCRAM, IAM",
                "kafka: {clusters: {a: {bootstrapServers: 'b:1', authentication: SCRAM, username: u}}}|username and password go with SCRAM, and SCRAM needs both",
                "kafka: {clusters: {a: {bootstrapServers: 'b:1', username: u, password: p}}}|username and password go with SCRAM",
                "lambda: {endpoint: here}|lambda.endpoint: here is not an http:// or https:// URL",
                "lambda: {secretKey: a}|lambda.accessKey: is missing; lambda.accessKey and lambda.secretKey go together",
                "lambda: {sessionToken: a}|lambda.sessionToken: goes with lambda.accessKey only",
                "lambda: {timeout: 16 min}|lambda.timeout: 16 min is not between 10 ms and 15 min",
                "lambda: {maxConcurrentInvocations: 0}|lambda.maxConcurrentInvocations: 0 is not between 1 and 1000",
                "lambda: {functions: {a: {}}}|lambda.functions.*.url: is missing; give a function its url or its plugin",
                "lambda: {functions: {a: {url: 'http://b', plugin: c}}}|lambda.functions.*.url: does not go with lambda.functions.*.plugin; give a function its url or its plugin",
                "lambda: {functions: {a: {url: 'b'}}}|lambda.functions.*.url: b is not an http:// or https:// URL",
                "lambda: {functions: {a: {url: 'http://b', settings: {c: d}}}}|lambda.functions.*.settings: goes with lambda.functions.*.plugin only",
                "partitioning: {activePartitionLimit: 0}|partitioning.activePartitionLimit: 0 is not between 1 and",
                "partitioning: {spill: drop}|partitioning.spill: drop is none of fail, flush-oldest",
                "glue: {endpoint: here}|glue.endpoint: here is not an http:// or https:// URL",
                "glue: {secretKey: a}|glue.accessKey: is missing; glue.accessKey and glue.secretKey go together",
                "glue: {sessionToken: a}|glue.sessionToken: goes with glue.accessKey only",
                "glue: {refreshInterval: 1 ms}|glue.refreshInterval: 1 ms is not between 100 ms and 24 h",
                "flink: {deployer: yarn}|flink.deployer: yarn is none of embedded, session, none",
                "flink: {deployer: session}|flink.restUrl: is missing; flink.deployer session needs it",
                "flink: {gzipLevel: 0}|flink.gzipLevel: 0 is not between 1 and 9",
                "region: Mars!|region: Mars! is not a region's name",
                "accountId: 123|accountId: 123 does not have 12 digits",
                "'a: [b'|not YAML",
                "'a: 1\na: 2'|Duplicate field 'a'",
                "[a]|the file: a list is not a group of members",
            })
    void refusesWithPathValueAndFix(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.startsWith("'a:") ? yaml.substring(1, yaml.length() - 1) : yaml))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> ConfigReader.read(folder.resolve("absent.yaml")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("absent.yaml: cannot be read: NoSuchFileException");
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
