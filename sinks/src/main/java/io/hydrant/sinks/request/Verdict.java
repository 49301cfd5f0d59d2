package io.hydrant.sinks.request;

/**
 * What became of a record, or of all records of a request.
 *
 * @param kind what is to be done now
 * @param code error code for the error output; empty if it was delivered
 * @param message what happened, to a person, without anything of the record; empty if it was delivered
 */
public record Verdict(Kind kind, String code, String message) {
    /** It is where it should be. */
    public static final Verdict DELIVERED = new Verdict(Kind.DELIVERED, "", "");

    /** What is to be done. */
    public enum Kind {
        /** Nothing. */
        DELIVERED,
        /** It is to be sent again. */
        RETRY,
        /** It is to be sent again; and nobody else need try before the destination is well. */
        UNAVAILABLE,
        /** It belongs to the error output: sending it again would change nothing. */
        REJECTED
    }

    /** To be sent again. */
    public static Verdict retry(String code, String message) {
        return new Verdict(Kind.RETRY, code, message);
    }

    /** To be sent again when the destination is well, which it is not now. */
    public static Verdict unavailable(String code, String message) {
        return new Verdict(Kind.UNAVAILABLE, code, message);
    }

    /** Never to be sent again. */
    public static Verdict rejected(String code, String message) {
        return new Verdict(Kind.REJECTED, code, message);
    }

    boolean isRetried() {
        return kind == Kind.RETRY || kind == Kind.UNAVAILABLE;
    }
}
