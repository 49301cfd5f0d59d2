package io.hydrant.sinks.request;

import io.hydrant.core.record.RecordBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One subtask's side of a protocol. Several threads call {@link #send} at a time. */
public interface Exchange extends AutoCloseable {
    /**
     * Cuts the records of a buffer into those of single requests, which are sent one after the other.
     *
     * @return at least one selection; together all the records, in their order
     */
    default List<Selection> cut(Selection records) {
        return List.of(records);
    }

    /**
     * Sends a request.
     *
     * @return what became of its records; never fails but by a defect, since everything that can go wrong with a destination
     *     is a verdict. Limits its own time.
     */
    CompletableFuture<Answer> send(Request request);

    /**
     * Further members of a record's line in the error output: the inside of a JSON object; empty for none.
     *
     * @param request in which the record was sent last
     */
    String details(Request request, RecordBatch batch, int i);

    /** Gives everything back; what is in flight is not waited for. */
    @Override
    void close();
}
