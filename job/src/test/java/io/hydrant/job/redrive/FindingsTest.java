package io.hydrant.job.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.definition.StreamDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a bucket, redrive after redrive. */
class FindingsTest {
    private static final String LAMBDA = "Lambda.FunctionError";
    private static final String REFUSED = "HttpEndpoint.DestinationException";
    private static final String PREFIX = "errors/!{firehose:error-output-type}/!{timestamp:yyyy}/";

    @TempDir
    Path bucket;

    private final List<RedrivePlan> earlier = new ArrayList<>();

    @Test
    void recordsAreCountedByTheirCodes() throws Exception {
        write("processing-failed/2025", line(LAMBDA, "a"), line("DataFormatConversion.ParseError", "b"));
        write("http-endpoint-failed/2026", ErrorFiles.line(REFUSED, "c", 5000, ""), line(REFUSED, "d"));

        Findings found = find(null, null);

        assertThat(found.recordsByCode())
                .containsExactly(
                        Map.entry("DataFormatConversion.ParseError", 1L),
                        Map.entry(REFUSED, 2L),
                        Map.entry(LAMBDA, 1L));
        assertThat(found.objects()).hasSize(2);
        assertThat(found.oldest()).isEqualTo(Instant.ofEpochMilli(ErrorFiles.ARRIVAL));
        assertThat(found.newest()).isEqualTo(Instant.ofEpochMilli(ErrorFiles.ARRIVAL + 5000));
        assertThat(found.complaints()).isEmpty();
    }

    @Test
    void whatOneRedriveHasTakenAnotherDoesNotFind() throws Exception {
        write("a-failed/2025", line(LAMBDA, "a"), line(REFUSED, "b"), ErrorFiles.line(REFUSED, "c", 2000, ""));

        assertThat(records(find(null, LAMBDA))).isOne();
        assertThat(records(plan(null, LAMBDA))).isOne();
        assertThat(records(plan(null, LAMBDA))).isZero();
        assertThat(records(plan(Instant.ofEpochMilli(ErrorFiles.ARRIVAL + 1000), null)))
                .isOne();
        assertThat(records(plan(null, REFUSED))).isOne();
        assertThat(records(plan(null, null))).isZero();
    }

    @Test
    void anObjectOfWhichEverythingIsTakenIsNotReadAgain() throws Exception {
        Path object = write("a-failed/2025", line(LAMBDA, "a"));
        assertThat(records(plan(null, LAMBDA))).isOne();
        Files.writeString(object, "changed");

        assertThat(find(null, null).complaints()).isEmpty();
    }

    @Test
    void whatIsMalformedIsToldWithItsPlaceAndItsNeighboursAreTaken() throws Exception {
        write("a-failed/2025", line(LAMBDA, "a"), "broken\n", line(LAMBDA, "b"));

        Findings found = find(null, null);

        assertThat(found.records()).isEqualTo(2);
        assertThat(found.complaints())
                .singleElement()
                .asString()
                .matches("errors/a-failed/2025/clicks-1-.*: line 2 cannot be delivered: it is not JSON");
    }

    @Test
    void whatIsNoErrorObjectIsToldAndLeftAlone() throws Exception {
        write("a-failed/2025", "{\"page\": \"/\"}\n", line(LAMBDA, "a"));
        Path torn = write(CompressionFormat.GZIP, "a-failed/2025", line(LAMBDA, "b"));
        Files.write(torn, java.util.Arrays.copyOf(Files.readAllBytes(torn), 40));

        Findings found = find(null, null);

        assertThat(found.records()).isZero();
        assertThat(found.complaints())
                .hasSize(2)
                .anyMatch(complaint -> complaint.contains("is no error object, and is left alone: it lacks one of"))
                .anyMatch(complaint -> complaint.contains(".gz: cannot be read, and is left alone"));
    }

    @Test
    void whatIsNoRecordOfTheSourceIsLeftAlone() throws Exception {
        write("a-failed/2025", line("MSK.NullValue", ""), line(LAMBDA, "a"));

        Findings found = find(null, null);

        assertThat(found.recordsByCode()).containsExactly(Map.entry(LAMBDA, 1L));
        assertThat(found.leftAlone()).containsExactly(Map.entry("MSK.NullValue", 1L));
    }

    @Test
    void onlyObjectsOfTheStreamAreOpened() throws Exception {
        write("a-failed/2025", line(LAMBDA, "a"));
        Path other = write("a-failed/2025", line(LAMBDA, "b"));
        Files.move(other, other.resolveSibling("my-" + other.getFileName()));
        other = write("a-failed/2025", line(LAMBDA, "c"));
        Files.move(
                other,
                other.resolveSibling("clicks-2" + other.getFileName().toString().substring(6)));
        other = write("a-failed/2025", line(LAMBDA, "d"));
        Files.move(other, other.resolveSibling("." + other.getFileName() + ".inprogress.1"));
        Files.writeString(bucket.resolve("errors/readme.txt"), "not ours");

        Findings found = find(null, null);

        assertThat(found.records()).isOne();
        assertThat(found.complaints()).isEmpty();
    }

    @Test
    void whatRedshiftHasNotCopiedIsFoundByItsManifests() throws Exception {
        Path folder = Files.createDirectories(bucket.resolve("in/errors/manifests/2025/11/30/10"));
        String name = "clicks-1-2025-11-30-10-53-20-11111111-2222-3333-4444-555555555555";
        Files.writeString(folder.resolve(name), """
                {"entries": [{"url": "s3://b/in/1", "mandatory": true, "meta": {"record_count": 7}},
                  {"url": "s3://b/in/2", "mandatory": true, "meta": {"record_count": 5}}],
                 "meta": {"record_count": 12, "errorCode": "Redshift.DiskFull", "attemptEndingTimestamp": 1764500000000}}
                """);
        Files.writeString(folder.resolve(name.replace('5', '6')), "{\"entries\": []}");
        ErrorFiles.write(
                bucket.resolve("in/processing-failed/2025/11/30/10"),
                CompressionFormat.UNCOMPRESSED,
                line(LAMBDA, "a"));
        ErrorFiles.write(bucket.resolve("in/2025/11/30/10"), CompressionFormat.UNCOMPRESSED, "{\"page\": \"/\"}");

        assertThat(findRedshift(LAMBDA).manifests()).isEmpty();
        Findings found = findRedshift(null);
        assertThat(found.recordsByCode()).containsExactly(Map.entry(LAMBDA, 1L), Map.entry("Redshift.DiskFull", 12L));
        assertThat(found.manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.entries())
                        .containsExactly(
                                new SkippedObjects.Entry("s3://b/in/1", 7),
                                new SkippedObjects.Entry("s3://b/in/2", 5)));
        assertThat(found.complaints()).singleElement().asString().contains("is no error manifest, and is left alone");

        earlier.add(new RedrivePlan(
                1, Instant.EPOCH, "1", new RedriveFilter(null, null), found.objects(), found.manifests()));
        assertThat(findRedshift(null).isEmpty()).isTrue();
    }

    private Findings findRedshift(@Nullable String code) {
        return in(StreamDefinition.parse("""
                {"DeliveryStreamName": "clicks", "RedshiftDestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/r",
                  "ClusterJDBCURL": "jdbc:redshift://c.abc123.us-east-1.redshift.amazonaws.com:5439/db",
                  "CopyCommand": {"DataTableName": "clicks"}, "Username": "hydrant", "Password": "secret1",
                  "S3Configuration": {"RoleARN": "arn:aws:iam::123456789012:role/r",
                    "BucketARN": "arn:aws:s3:::b", "Prefix": "in/"}}}
                """), null, code);
    }

    @Test
    void aPrefixNeedNotEndAFolder() throws Exception {
        ErrorFiles.write(bucket.resolve("logs"), CompressionFormat.UNCOMPRESSED, line(LAMBDA, "a"));
        try (var files = Files.list(bucket.resolve("logs"))) {
            Path object = files.findFirst().orElseThrow();
            Files.move(object, object.resolveSibling("bad-some-failed-" + object.getFileName()));
        }

        assertThat(records(in("/logs//bad-!{firehose:error-output-type}-", null, null)))
                .isOne();
        assertThat(records(in("logs/good-!{firehose:error-output-type}-", null, null)))
                .isZero();
        assertThat(records(in("nowhere/!{firehose:error-output-type}-", null, null)))
                .isZero();
    }

    private Findings plan(@Nullable Instant since, @Nullable String code) {
        Findings found = find(since, code);
        RedriveFilter filter = new RedriveFilter(since, code);
        earlier.add(
                new RedrivePlan(earlier.size() + 1, Instant.EPOCH, "1", filter, found.objects(), found.manifests()));
        return found;
    }

    private Findings find(@Nullable Instant since, @Nullable String code) {
        return in(PREFIX, since, code);
    }

    private Findings in(String errorOutputPrefix, @Nullable Instant since, @Nullable String code) {
        return in(StreamDefinition.parse("""
                {"DeliveryStreamName": "clicks", "ExtendedS3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b",
                  "Prefix": "data/", "ErrorOutputPrefix": "%s"}}
                """.formatted(errorOutputPrefix)), since, code);
    }

    private Findings in(StreamDefinition definition, @Nullable Instant since, @Nullable String code) {
        String uri = bucket.toUri().toString();
        return Findings.in(
                java.net.URI.create(uri.substring(0, uri.length() - 1)),
                definition,
                new RedriveFilter(since, code),
                earlier);
    }

    private static long records(Findings found) {
        assertThat(found.objects().stream()
                        .mapToLong(object -> object.forProcessing() + object.forDelivery())
                        .sum())
                .isEqualTo(found.records());
        return found.records();
    }

    private static String line(String code, String record) {
        return ErrorFiles.line(code, record);
    }

    private Path write(String folder, String... lines) throws IOException {
        return write(CompressionFormat.UNCOMPRESSED, folder, lines);
    }

    private Path write(CompressionFormat format, String folder, String... lines) throws IOException {
        Path in = bucket.resolve("errors").resolve(folder);
        return in.resolve(ErrorFiles.write(in, format, lines));
    }
}
