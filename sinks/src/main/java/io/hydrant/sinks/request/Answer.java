package io.hydrant.sinks.request;

import org.jspecify.annotations.Nullable;

/** What became of the records of a request: of all of them the same, or of each its own. Immutable. */
public final class Answer {
    /** All are where they should be. */
    public static final Answer DELIVERED = ofAll(Verdict.DELIVERED);

    private final @Nullable Verdict ofAll;
    private final Verdict[] ofEach;

    private Answer(@Nullable Verdict ofAll, Verdict[] ofEach) {
        this.ofAll = ofAll;
        this.ofEach = ofEach;
    }

    /** The same of all. */
    public static Answer ofAll(Verdict verdict) {
        return new Answer(verdict, new Verdict[0]);
    }

    /** Of each its own, in the order of the request's records; the caller gives the array away. */
    public static Answer ofEach(Verdict[] verdicts) {
        return new Answer(null, verdicts);
    }

    /** Of record {@code number} of the request, from 0. */
    public Verdict of(int number) {
        return ofAll == null ? ofEach[number] : ofAll;
    }

    /** What holds for all of them; null if each has its own. */
    @Nullable
    Verdict ofAll() {
        return ofAll;
    }

    /** Whether the destination is not there for anybody. */
    boolean isUnavailable() {
        if (ofAll != null) {
            return ofAll.kind() == Verdict.Kind.UNAVAILABLE;
        }
        for (Verdict verdict : ofEach) {
            if (verdict.kind() != Verdict.Kind.UNAVAILABLE) {
                return false;
            }
        }
        return ofEach.length > 0;
    }
}
