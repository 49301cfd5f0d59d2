package io.hydrant.gateway.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The entries of one request on their way; each is answered once, by any thread. */
final class PendingAppend {
    private final AtomicReferenceArray<Appended> results;
    private final CountDownLatch open;

    PendingAppend(int entries) {
        this.results = new AtomicReferenceArray<>(entries);
        this.open = new CountDownLatch(entries);
    }

    /** Answers an entry; false, and without effect, if it has an answer already. */
    boolean complete(int entry, Appended result) {
        boolean first = results.compareAndSet(entry, null, result);
        if (first) {
            open.countDown();
        }
        return first;
    }

    /**
     * Waits until every entry is answered; an interrupt is kept and ends the wait.
     *
     * @return false if some entry got no answer in time, although it should have
     */
    boolean await(long millis) {
        try {
            return open.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What became of each entry; one without an answer counts as failed. */
    List<Appended> results() {
        List<Appended> answers = new ArrayList<>(results.length());
        for (int i = 0; i < results.length(); i++) {
            Appended result = results.get(i);
            answers.add(result == null ? Appended.failed(new TimeoutException("no answer from the log")) : result);
        }
        return answers;
    }
}
