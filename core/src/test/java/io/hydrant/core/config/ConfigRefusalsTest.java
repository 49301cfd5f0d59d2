package io.hydrant.core.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a configuration is said with its path, its value and the fix. */
class ConfigRefusalsTest {
    @TempDir
    Path folder;

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
                "delivery: {splunk: {acknowledgmentTimeout: 1 h}}|delivery.splunk.acknowledgmentTimeout: 1 h is not between 100 ms and 10 min",
                "delivery: {splunk: {acknowledgmentPollInterval: 1 ms}}|delivery.splunk.acknowledgmentPollInterval: 1 ms is not between 10 ms and 30 s",
                "delivery: {credentials: {a: {username: u}}}|delivery.credentials.*.password: is missing; delivery.credentials.*.username and",
                "redshift: {endpoint: localhost}|redshift.endpoint: localhost is not host:port, such as localhost:5439",
                "redshift: {ledgerTable: 'a.b.c'}|redshift.ledgerTable: a.b.c is not a table's name of letters, digits and _, with or",
                "redshift: {ledgerTable: '{stream}'}|redshift.ledgerTable: {stream} is not a table's name",
                "redshift: {ledgerTable: 'a b'}|redshift.ledgerTable: a b is not a table's name",
                "redshift: {retryInterval: 1 ms}|redshift.retryInterval: 1 ms is not between 10 ms and 2 h",
                "redshift: {copyTimeout: 1 ms}|redshift.copyTimeout: 1 ms is not between 1 s and 24 h",
                "redshift: {secretKey: a}|redshift.accessKey: is missing; redshift.accessKey and redshift.secretKey go together",
                "redshift: {sessionToken: a}|redshift.sessionToken: goes with redshift.accessKey only",
                "redshift: {dbUser: loader}|redshift.dbUser: loader goes with redshift.iam: true only; set that, or leave it out",
                "redshift: {iam: true, dbUser: 'IAM:loader'}|redshift.dbUser: IAM:loader is not a user's name for IAM: a letter,",
                "redshift: {api: {region: eu-west-1}}|redshift.api: goes with redshift.iam: true only; set that, or leave it out",
                "redshift: {iam: true, api: {endpoint: here}}|redshift.api.endpoint: here is not an http:// or https:// URL",
                "redshift: {iam: true, api: {secretKey: a}}|redshift.api.accessKey: is missing; redshift.api.accessKey and redshift.api.secretKey",
                "redshift: {iam: true, api: {sessionToken: a}}|redshift.api.sessionToken: goes with redshift.api.accessKey only",
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

    private HydrantConfig read(String yaml) {
        try {
            return ConfigReader.read(Files.writeString(Files.createTempFile(folder, "hydrant", ".yaml"), yaml));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
