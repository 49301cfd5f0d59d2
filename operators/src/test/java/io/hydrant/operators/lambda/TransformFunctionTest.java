package io.hydrant.operators.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.lambda.FunctionServer.Answer;
import io.hydrant.operators.lambda.TransformHarness.Place;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransformFunctionTest {
    private static final String DETAILS =
            "\"lambdaArn\":\"arn:aws:lambda:us-east-1:000000000000:function:change:live\"";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void recordsAreReplacedOrDropped(Place place) throws Exception {
        try (FunctionServer server = new FunctionServer(event ->
                        FunctionServer.each(event, text -> text.equals("b") ? null : text.toUpperCase(Locale.ROOT)));
                TransformHarness harness = TransformHarness.of(place, server).open()) {
            harness.add(Batches.of("a", "b"), Batches.of("c"));
            Transformed transformed = harness.end().get(0);

            assertThat(transformed.batches()).extracting(Batches::records).containsExactly(List.of("A"), List.of("C"));
            assertThat(transformed.failures()).isEmpty();
            assertThat(server.events).hasSize(1);
            assertThat(server.paths)
                    .containsExactly(
                            place == Place.URL
                                    ? "/change"
                                    : "/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:change:live"
                                            + "/invocations");
            assertThat(harness.counter("SucceedProcessing.Records")).isEqualTo(3);
            assertThat(harness.counter("SucceedProcessing.Bytes")).isEqualTo(3);
            assertThat(harness.success()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInvocationThatFailsIsTriedAgain(Place place) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<Function<JsonNode, Answer>> answers = List.of(
                event -> Answer.error(),
                event -> Answer.refusal(429, "TooManyRequestsException"),
                event -> FunctionServer.each(event, text -> text + "!"));
        try (FunctionServer server = new FunctionServer(
                        event -> answers.get(calls.getAndIncrement()).apply(event));
                TransformHarness harness =
                        TransformHarness.of(place, server).retries(2).open()) {
            harness.add(Batches.of("a"));
            Transformed transformed = harness.end().get(0);

            assertThat(transformed.failures()).isEmpty();
            assertThat(transformed.batches()).extracting(Batches::records).containsExactly(List.of("a!"));
            assertThat(server.events.get(2)).as("the same request").isEqualTo(server.events.get(0));
            assertThat(harness.counter("ExecuteProcessing.Retries")).isEqualTo(2);
            assertThat(harness.success()).isEqualTo(1.0 / 3);
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2} -> {3}")
    @CsvSource({
        "URL, 200, , Lambda.FunctionError",
        "ARN, 200, , Lambda.FunctionError",
        "URL, 404, ResourceNotFoundException, Lambda.ResourceNotFound",
        "ARN, 404, ResourceNotFoundException, Lambda.ResourceNotFound",
        "ARN, 403, AccessDeniedException, Lambda.InvokeAccessDenied",
        "URL, 429, , Lambda.InvokeLimitExceeded",
        "ARN, 429, TooManyRequestsException, Lambda.InvokeLimitExceeded",
        "ARN, 502, ENILimitReachedException, Lambda.ENILimitReachedException",
        "ARN, 503, ServiceUnavailableException, Lambda.ServiceUnavailable",
        "URL, 500, ServiceException, Lambda.InternalServerError",
    })
    void whenTheRetriesAreUsedUpAllRecordsFail(Place place, int status, String type, String code) throws Exception {
        Answer answer = status == 200 ? Answer.error() : Answer.refusal(status, type == null ? "" : type);
        try (FunctionServer server = new FunctionServer(event -> answer);
                TransformHarness harness =
                        TransformHarness.of(place, server).retries(3).open()) {
            long before = System.currentTimeMillis();
            harness.add(Batches.of("a", "b"));
            Transformed transformed = harness.end().get(0);

            assertThat(transformed.batches()).isEmpty();
            assertThat(server.events).hasSize(4);
            assertThat(transformed.failures())
                    .extracting(failed -> new String(failed.rawData(), UTF_8))
                    .containsExactly("a", "b");
            assertThat(transformed.failures()).allSatisfy(failed -> {
                assertThat(failed.outputType()).isEqualTo("processing-failed");
                assertThat(failed.errorCode()).isEqualTo(code);
                assertThat(failed.attemptsMade()).isEqualTo(4);
                assertThat(failed.arrivalMillis()).isZero();
                assertThat(failed.attemptEndingMillis()).isBetween(before, System.currentTimeMillis());
                assertThat(failed.details()).isEqualTo(DETAILS);
            });
            assertThat(harness.success()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatTakesTooLongIsGivenUp(Place place) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (FunctionServer server = new FunctionServer(event -> {
                    await(never);
                    return Answer.error();
                });
                TransformHarness harness = TransformHarness.of(place, server)
                        .retries(1)
                        .timeout(Duration.ofMillis(300))
                        .open()) {
            harness.add(Batches.of("a"));
            FailedRecord failed = harness.end().get(0).failures().get(0);

            assertThat(failed.errorCode()).as(failed.errorMessage()).isEqualTo("Lambda.FunctionRequestTimedOut");
            assertThat(failed.attemptsMade()).isEqualTo(2);
            never.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatCannotBeReachedFails(Place place) throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (TransformHarness harness = TransformHarness.of(place, "http://127.0.0.1:" + port)
                .retries(1)
                .open()) {
            harness.add(Batches.of("a"));
            FailedRecord failed = harness.end().get(0).failures().get(0);

            assertThat(failed.errorCode()).isEqualTo("Lambda.TargetServerFailedToRespond");
            assertThat(failed.errorMessage())
                    .startsWith("The Lambda function could not be reached")
                    .contains("onnect");
            assertThat(failed.attemptsMade()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResponseOverTheLimitIsTheFunctionsError(Place place) throws Exception {
        try (FunctionServer server =
                        new FunctionServer(event -> FunctionServer.each(event, text -> "x".repeat(5_000_000)));
                TransformHarness harness =
                        TransformHarness.of(place, server).retries(1).open()) {
            harness.add(Batches.of("a"));
            FailedRecord failed = harness.end().get(0).failures().get(0);

            assertThat(failed.errorCode()).isEqualTo("Lambda.FunctionError");
            assertThat(failed.errorMessage()).contains("larger than 6291556 bytes");
            assertThat(failed.attemptsMade()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMoreThanTheLimitIsReadOfAResponse(Place place) throws Exception {
        try (FunctionServer server = new FunctionServer(event -> Answer.endless());
                TransformHarness harness = TransformHarness.of(place, server).open()) {
            harness.add(Batches.of("a"));
            FailedRecord failed = harness.end().get(0).failures().get(0);

            assertThat(failed.errorCode()).isEqualTo("Lambda.FunctionError");
            assertThat(failed.errorMessage()).contains("larger than 6291556 bytes");
            assertThat(server.cutOff.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Where a role was to be assumed in Firehose, there are credentials or none here. */
    @Test
    void withoutCredentialsNoFunctionIsInvoked() throws Exception {
        assumeThat(System.getenv()).doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE");
        System.setProperty("aws.disableEc2Metadata", "true");
        System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());
        System.setProperty("aws.configFile", folder.resolve("none").toString());
        try (FunctionServer server = new FunctionServer(event -> Answer.error());
                TransformHarness harness = TransformHarness.of(Place.ARN, server)
                        .retries(1)
                        .credentials(null, null)
                        .open()) {
            harness.add(Batches.of("a"));
            FailedRecord failed = harness.end().get(0).failures().get(0);

            assertThat(failed.errorCode()).as(failed.errorMessage()).isEqualTo("Lambda.AssumeRoleAccessDenied");
            assertThat(failed.errorMessage()).isEqualTo("There are no credentials to invoke the Lambda function with.");
            assertThat(failed.attemptsMade()).isEqualTo(2);
            assertThat(server.events).isEmpty();
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
            System.clearProperty("aws.sharedCredentialsFile");
            System.clearProperty("aws.configFile");
        }
    }

    @Test
    void aResponseWithoutAnIdFailsTheWholeRequestAtOnceButNotItsNeighbours() throws Exception {
        try (FunctionServer server = new FunctionServer(
                        event -> FunctionServer.text(event.at("/records/0")).equals("bad")
                                ? Answer.of("{\"records\":[]}")
                                : FunctionServer.each(event, text -> text));
                TransformHarness harness =
                        TransformHarness.of(Place.URL, server).retries(3).open()) {
            harness.add(Batches.of("bad", "a"));
            harness.add(Batches.of("b"));
            List<Transformed> transformed = harness.end();

            assertThat(transformed.get(0).batches()).isEmpty();
            assertThat(transformed.get(0).failures()).hasSize(2).allSatisfy(failed -> {
                assertThat(failed.errorCode()).isEqualTo("Lambda.MissingRecordId");
                assertThat(failed.attemptsMade()).isEqualTo(1);
            });
            assertThat(transformed.get(1).batches())
                    .extracting(Batches::records)
                    .containsExactly(List.of("b"));
            assertThat(server.events).hasSize(2);
        }
    }

    /** A record that failed by itself was tried once, however often its invocation was. */
    @Test
    void aRecordThatFailsIsInItsOriginalForm() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (FunctionServer server = new FunctionServer(event -> calls.getAndIncrement() == 0
                        ? Answer.error()
                        : Answer.of("{\"records\":[{\"recordId\":\""
                                + event.at("/records/0/recordId").asText() + "\",\"result\":\"ProcessingFailed\"}]}"));
                TransformHarness harness =
                        TransformHarness.of(Place.URL, server).retries(1).open()) {
            BatchRewriter before = new BatchRewriter();
            before.begin(Batches.of("original"));
            before.add(0, "changed".getBytes(UTF_8), 0, 7);
            harness.add(before.finish());
            FailedRecord failed = harness.end().get(0).failures().get(0);

            assertThat(FunctionServer.text(server.events.get(1).at("/records/0")))
                    .isEqualTo("changed");
            assertThat(failed.rawData()).isEqualTo("original".getBytes(UTF_8));
            assertThat(failed.errorCode()).isEqualTo("Lambda.ProcessingFailedStatus");
            assertThat(failed.errorMessage()).isEqualTo("ProcessingFailed status set for record");
            assertThat(failed.attemptsMade()).isEqualTo(1);
        }
    }

    @Test
    void aBufferTooLargeForARequestIsSplitAndARecordTooLargeForOneFails() throws Exception {
        try (FunctionServer server =
                        new FunctionServer(event -> FunctionServer.each(event, text -> text.substring(0, 1)));
                TransformHarness harness =
                        TransformHarness.of(Place.URL, server).open()) {
            String mebibyte = "m".repeat(1 << 20);
            List<String> records = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                records.add(i + mebibyte);
            }
            records.add(7, "x".repeat(4_718_592));
            harness.add(Batches.of(records.toArray(new String[0])));
            Transformed transformed = harness.end().get(0);

            assertThat(server.events).hasSize(3);
            assertThat(server.events)
                    .allSatisfy(event -> assertThat(event.toString().length()).isLessThanOrEqualTo(6_291_456));
            List<String> delivered = new ArrayList<>();
            transformed.batches().forEach(batch -> delivered.addAll(Batches.records(batch)));
            assertThat(delivered).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            FailedRecord failed = transformed.failures().get(0);
            assertThat(failed.errorCode()).isEqualTo("Lambda.RecordTooLarge");
            assertThat(failed.rawData()).hasSize(4_718_592);
            assertThat(failed.attemptsMade()).isEqualTo(1);
        }
    }

    @Test
    void partitionKeysBecomeTheRecordsMetadata() throws Exception {
        PartitionKeys keys =
                PartitionKeys.of(PrefixExpression.parse("!{partitionKeyFromLambda:k}/!{partitionKeyFromQuery:q}/"));
        try (FunctionServer server = new FunctionServer(event -> Answer.of("{\"records\":[{\"recordId\":\""
                        + event.at("/records/0/recordId").asText()
                        + "\",\"result\":\"Ok\",\"data\":\"\",\"metadata\":{\"partitionKeys\":{\"k\":\"v\"}}}]}"));
                TransformHarness harness =
                        TransformHarness.of(Place.URL, server).keys(keys).open()) {
            harness.add(RecordBatch.ofMessage(0, 0, 0, new byte[] {1}, "the source's".getBytes(UTF_8)));
            RecordBatch batch = harness.end().get(0).batches().get(0);

            assertThat(keys.decode(batch.bytes(), batch.metadataStart(0), batch.metadataEnd(0)))
                    .containsExactly("v", null);
            RecordBatch original = batch.originals();
            assertThat(new String(
                            original.bytes(),
                            original.metadataStart(0),
                            original.metadataEnd(0) - original.metadataStart(0),
                            UTF_8))
                    .isEqualTo("the source's");
        }
    }

    /** Ids of documents are made of it. */
    @Test
    void whatTheSourceSaidStaysWithRecordsThatHaveNoPartitionKeys() throws Exception {
        try (FunctionServer server = new FunctionServer(event -> Answer.of("{\"records\":[{\"recordId\":\""
                        + event.at("/records/0/recordId").asText() + "\",\"result\":\"Ok\",\"data\":\"e30=\"}]}"));
                TransformHarness harness =
                        TransformHarness.of(Place.URL, server).open()) {
            harness.add(RecordBatch.ofMessage(0, 0, 0, new byte[] {1}, "the source's".getBytes(UTF_8)));
            RecordBatch batch = harness.end().get(0).batches().get(0).withoutOriginals();

            assertThat(new String(
                            batch.bytes(),
                            batch.metadataStart(0),
                            batch.metadataEnd(0) - batch.metadataStart(0),
                            UTF_8))
                    .isEqualTo("the source's");
        }
    }

    @Test
    void buffersInFlightAreBoundedAndLeaveInTheirOrder() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch slowMayEnd = new CountDownLatch(1);
        try (FunctionServer server = new FunctionServer(event -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    String text = FunctionServer.text(event.at("/records/0"));
                    if (text.equals("0")) {
                        await(slowMayEnd);
                    } else if (text.equals("2")) {
                        slowMayEnd.countDown();
                    }
                    running.decrementAndGet();
                    return FunctionServer.each(event, same -> same);
                });
                TransformHarness harness =
                        TransformHarness.of(Place.URL, server).concurrent(3).open()) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                harness.add(Batches.of(Integer.toString(i)));
                expected.add(Integer.toString(i));
            }

            assertThat(harness.end())
                    .extracting(one -> Batches.records(one.batches().get(0)).get(0))
                    .isEqualTo(expected);
            assertThat(most).hasValueLessThanOrEqualTo(3);
        }
    }

    @Test
    void buffersInFlightAreInvokedAgainAfterARestore() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (FunctionServer server = new FunctionServer(event -> {
            await(mayEnd);
            return FunctionServer.each(event, text -> text);
        })) {
            OperatorSubtaskState state;
            try (TransformHarness harness =
                    TransformHarness.of(Place.URL, server).open()) {
                harness.add(Batches.of("a"));
                harness.add(Batches.of("b"));
                state = harness.snapshot();
                assertThat(harness.output()).isEmpty();
            }
            server.become(event -> FunctionServer.each(event, text -> text + " again"));
            mayEnd.countDown();

            try (TransformHarness harness =
                    TransformHarness.of(Place.URL, server).restore(state)) {
                harness.add(Batches.of("c"));

                assertThat(harness.end())
                        .extracting(one -> Batches.records(one.batches().get(0)).get(0))
                        .containsExactly("a again", "b again", "c again");
            }
        }
    }

    @Test
    void whatWasTransformedSurvivesItsSerializer() throws Exception {
        FailedRecord failed =
                FailedRecord.of(Batches.of("x"), 0, "processing-failed", "code", "message", 4, 5, DETAILS);
        Transformed transformed = new Transformed(List.of(Batches.of("a"), Batches.of("b", "c")), List.of(failed));

        Transformed copy = TransformHarness.serializeAndRead(transformed);

        assertThat(copy.batches()).extracting(Batches::records).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(copy.failures()).singleElement().satisfies(read -> {
            assertThat(read.details()).isEqualTo(DETAILS);
            assertThat(Base64.getEncoder().encodeToString(read.rawData())).isEqualTo("eA==");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
