package io.hydrant.sinks.search;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SearchDestination.Service;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import io.hydrant.sinks.request.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Sends records as bulk requests and reads what became of each.
 *
 * <p>A request that the server finds too large is sent in halves, and no later one is made as large. Firehose's metrics
 * {@code AuthFailure} and {@code DeliveryRejected} are 1 while the last answer was of that kind.
 */
final class SearchExchange implements Exchange {
    /** What servers take unless they are told otherwise; Amazon's smaller instances take a tenth. */
    static final long USUAL_MAX_BYTES = 100L << 20;

    private final SearchDestination destination;
    private final byte[] stream;
    private final BulkClient client;
    private final AtomicLong maxBytes = new AtomicLong(USUAL_MAX_BYTES);
    private volatile int authFailure;
    private volatile int deliveryRejected;

    /** @param stream how the ids of its documents begin */
    SearchExchange(SearchDestination destination, byte[] stream, BulkClient client, MetricGroup metrics) {
        this.destination = destination;
        this.stream = stream;
        this.client = client;
        metrics.gauge("AuthFailure", (Gauge<Integer>) () -> authFailure);
        metrics.gauge("DeliveryRejected", (Gauge<Integer>) () -> deliveryRejected);
    }

    @Override
    public List<Selection> cut(Selection records) {
        return records.cut(Integer.MAX_VALUE, maxBytes.get(), BulkRequest.overhead(destination));
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        return send(request.records());
    }

    private CompletableFuture<Answer> send(Selection records) {
        BulkRequest bulk = BulkRequest.of(destination, stream, records);
        if (bulk.documents() == 0) {
            return CompletableFuture.completedFuture(bulk.answer(Verdict.DELIVERED));
        }
        return client.post(bulk.body(), bulk.length(), bulk.documents()).thenCompose(outcome -> {
            if (SearchVerdicts.isTooLarge(outcome.status()) && records.size() > 1) {
                maxBytes.accumulateAndGet(bulk.length() / 2, Math::min);
                return sendHalves(records);
            }
            return CompletableFuture.completedFuture(read(bulk, outcome));
        });
    }

    private CompletableFuture<Answer> sendHalves(Selection records) {
        int half = records.size() / 2;
        return send(records.where(number -> number < half))
                .thenCompose(first -> send(records.where(number -> number >= half))
                        .thenApply(second -> join(first, half, second, records.size())));
    }

    private static Answer join(Answer first, int half, Answer second, int size) {
        Verdict[] verdicts = new Verdict[size];
        for (int number = 0; number < size; number++) {
            verdicts[number] = number < half ? first.of(number) : second.of(number - half);
        }
        return Answer.ofEach(verdicts);
    }

    private Answer read(BulkRequest bulk, BulkClient.Outcome outcome) {
        Verdict noAnswer = outcome.noAnswer();
        authFailure = SearchVerdicts.isAuthFailure(outcome.status()) ? 1 : 0;
        if (noAnswer != null) {
            return bulk.answer(noAnswer);
        }
        if (SearchVerdicts.isOk(outcome.status())) {
            try {
                return readItems(bulk, outcome.body());
            } catch (IOException e) {
                // It is no answer to a bulk request: what that means is said below, in the server's words.
            }
        }
        Verdict verdict = SearchVerdicts.ofRequest(outcome.status(), outcome.body());
        deliveryRejected = verdict.kind() == Verdict.Kind.REJECTED ? 1 : 0;
        return bulk.answer(verdict);
    }

    private Answer readItems(BulkRequest bulk, byte[] body) throws IOException {
        Verdict[] verdicts = new Verdict[bulk.documents()];
        int[] failed = {0, 0};
        BulkAnswer.read(body, verdicts.length, (item, status, error) -> {
            verdicts[item] = SearchVerdicts.ofDocument(status, error);
            failed[0]++;
            failed[1] |= verdicts[item].kind() == Verdict.Kind.REJECTED ? 1 : 0;
        });
        deliveryRejected = failed[1];
        if (failed[0] == 0) {
            return bulk.answer(Verdict.DELIVERED);
        }
        for (int item = 0; item < verdicts.length; item++) {
            verdicts[item] = verdicts[item] == null ? Verdict.DELIVERED : verdicts[item];
        }
        return bulk.answer(verdicts);
    }

    @Override
    public String details(Request request, RecordBatch batch, int i) {
        RecordCursor cursor = new RecordCursor(batch).moveTo(i);
        String index = new IndexNames(destination.index(), destination.rotation()).at(cursor.arrivalMillis());
        String id = "";
        if (destination.documentIds()) {
            DocumentIds ids = new DocumentIds(stream);
            ids.moveTo(batch, i, cursor);
            id = ids.text();
        }
        return destination.service() == Service.SERVERLESS
                ? "\"osDocumentId\":\"" + id + "\",\"osIndexName\":\"" + quoted(index) + "\""
                : "\"esDocumentId\":\"" + id + "\",\"esIndexName\":\"" + quoted(index) + "\",\"esTypeName\":\""
                        + quoted(destination.typeName()) + "\"";
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    @Override
    public void close() {
        client.close();
    }
}
