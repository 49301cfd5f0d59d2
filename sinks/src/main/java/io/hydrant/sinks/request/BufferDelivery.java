package io.hydrant.sinks.request;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One buffer until all of its records are delivered or failed: request after request, if it is too much for one. */
final class BufferDelivery {
    private final Sending sending;
    private final Request whole;
    private final List<FailedRecord> failures = new ArrayList<>();
    private final CompletableFuture<List<FailedRecord>> ended = new CompletableFuture<>();
    private List<Selection> parts = List.of();

    private BufferDelivery(UUID id, long formedMillis, Buffer buffer, Sending sending) {
        this.sending = sending;
        this.whole = new Request(id, formedMillis, Selection.of(buffer.batches()));
    }

    /** Starts a buffer; the future gives the records that failed, and fails only by a defect. */
    static CompletableFuture<List<FailedRecord>> start(UUID id, long formedMillis, Buffer buffer, Sending sending) {
        BufferDelivery its = new BufferDelivery(id, formedMillis, buffer, sending);
        sending.metrics().began(its, buffer.oldestArrivalMillis());
        sending.context().workers().execute(its::begin);
        return its.ended;
    }

    private void begin() {
        try {
            parts = sending.exchange().cut(whole.records());
            send(0);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void send(int number) {
        if (number == parts.size()) {
            sending.metrics().ended(this);
            ended.complete(failures);
            return;
        }
        CompletableFuture<List<FailedRecord>> unused = RequestDelivery.start(
                        whole.part(number, parts.get(number)), sending)
                .whenComplete((failed, error) -> {
                    if (error != null) {
                        ended.completeExceptionally(error);
                        return;
                    }
                    failures.addAll(failed);
                    send(number + 1);
                });
    }
}
