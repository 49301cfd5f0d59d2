package io.hydrant.test.chaos;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which record ids were issued, acknowledged and delivered, and what was wrong with any of it. Thread-safe. */
public final class Ledger {
    private static final int FAULTS_KEPT = 50;

    private final BitSet issued = new BitSet();
    private final BitSet acknowledged = new BitSet();
    private final BitSet delivered = new BitSet();
    private final List<String> faults = new ArrayList<>();

    /** The first of so many new ids; an id is sent in one call only, though the SDK may send that call again. */
    public synchronized long issue(int count) {
        int first = issued.length();
        issued.set(first, first + count);
        return first;
    }

    public synchronized void acknowledge(long id) {
        acknowledged.set((int) id);
    }

    public synchronized void deliver(long id, String object) {
        if (id < 0 || id >= issued.length()) {
            fault("unknown record " + id + " in " + object);
        } else if (delivered.get((int) id)) {
            fault("record " + id + " delivered again, in " + object);
        } else {
            delivered.set((int) id);
        }
    }

    public synchronized void fault(String what) {
        if (faults.size() < FAULTS_KEPT) {
            faults.add(what);
        }
    }

    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    public synchronized int issued() {
        return issued.cardinality();
    }

    public synchronized int acknowledged() {
        return acknowledged.cardinality();
    }

    public synchronized int delivered() {
        return delivered.cardinality();
    }

    /** Ids that were acknowledged and are not delivered (yet). */
    public synchronized BitSet missing() {
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(delivered);
        return missing;
    }
}
