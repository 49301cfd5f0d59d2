package io.hydrant.sinks.request;

import io.hydrant.core.record.FailedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request until all of its records are delivered or failed: sent, and sent again with those records that are to be tried
 * again, without a thread while it waits. One thread at a time is at work on it.
 */
final class RequestDelivery {
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestDelivery.class);

    private final Sending sending;
    private final RetryTime time;
    private final List<FailedRecord> failures = new ArrayList<>();
    private final CompletableFuture<List<FailedRecord>> ended = new CompletableFuture<>();
    private Request request;
    private int attempts;

    private RequestDelivery(Request request, Sending sending) {
        this.request = request;
        this.sending = sending;
        this.time = new RetryTime(sending.rule(), System::nanoTime);
    }

    /** Starts a request; the future gives the records that failed, and fails only by a defect. */
    static CompletableFuture<List<FailedRecord>> start(Request request, Sending sending) {
        RequestDelivery its = new RequestDelivery(request, sending);
        its.admit();
        return its.ended;
    }

    private void admit() {
        long asked = System.nanoTime();
        sending.breaker().admit(this, () -> {
            time.heldSince(asked);
            guarded(() -> sending.context().workers().execute(() -> guarded(this::attempt)));
        });
    }

    private void attempt() {
        attempts++;
        CompletableFuture<Answer> answer = sending.exchange().send(request);
        CompletableFuture<Answer> unused = answer.whenComplete((verdicts, error) -> guarded(() -> {
            if (error != null) {
                throw new IllegalStateException("an answer of the destination could not be read", error);
            }
            answered(verdicts);
        }));
    }

    private void answered(Answer answer) throws IOException {
        boolean again = attempts > 1;
        if (answer.isUnavailable()) {
            sending.metrics().attempted(false, again);
            sending.breaker().notReached();
        } else {
            Verdict ofAll = answer.ofAll();
            sending.metrics().attempted(ofAll == null || ofAll.kind() == Verdict.Kind.DELIVERED, again);
            sending.breaker().reached();
        }
        Selection left = settle(answer);
        if (left.size() == 0) {
            end();
            return;
        }
        Request sent = request;
        request = request.with(left);
        long pause = time.nextPauseMillis(attempts);
        if (pause == RetryTime.OVER) {
            giveUp(sent, answer);
            return;
        }
        Future<?> unused = sending.context().timer().schedule(() -> guarded(this::admit), pause, TimeUnit.MILLISECONDS);
    }

    /** Counts what was delivered, fails what was rejected, and gives what is to be tried again. */
    private Selection settle(Answer answer) throws IOException {
        Selection records = request.records();
        Verdict ofAll = answer.ofAll();
        if (ofAll != null && ofAll.kind() == Verdict.Kind.DELIVERED) {
            sending.metrics().delivered(records.size(), records.payloadLength());
            return Selection.NONE;
        }
        if (ofAll != null && ofAll.isRetried()) {
            return records;
        }
        Selection delivered = records.where(number -> answer.of(number).kind() == Verdict.Kind.DELIVERED);
        sending.metrics().delivered(delivered.size(), delivered.payloadLength());
        fail(request, answer, Verdict.Kind.REJECTED);
        return records.where(number -> answer.of(number).isRetried());
    }

    private void giveUp(Request sent, Answer answer) throws IOException {
        if (answer.ofAll() != null) {
            // Not its message: that may quote the destination's answer, and this what was in the records.
            LOGGER.warn(
                    "{}: {} records go to the error output after {} attempts: {}",
                    sending.name(),
                    request.records().size(),
                    attempts,
                    answer.of(0).code());
        }
        fail(sent, answer, Verdict.Kind.RETRY);
        fail(sent, answer, Verdict.Kind.UNAVAILABLE);
        end();
    }

    private void fail(Request sent, Answer answer, Verdict.Kind kind) throws IOException {
        long now = System.currentTimeMillis();
        int[] number = {0};
        sent.records().forEach((batch, i) -> {
            Verdict verdict = answer.of(number[0]++);
            if (verdict.kind() == kind) {
                sending.metrics().failed();
                failures.add(FailedRecord.of(
                        batch,
                        i,
                        sending.errorOutputType(),
                        verdict.code(),
                        verdict.message(),
                        attempts,
                        now,
                        sending.exchange().details(sent, batch, i)));
            }
        });
    }

    private void end() {
        sending.breaker().gaveUp(this);
        ended.complete(failures);
    }

    /** Work that may fail by a defect. */
    private interface Step {
        void run() throws IOException;
    }

    /** A step that throws must not leave the buffer in flight for ever. */
    private void guarded(Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            ended.completeExceptionally(e);
        }
    }
}
