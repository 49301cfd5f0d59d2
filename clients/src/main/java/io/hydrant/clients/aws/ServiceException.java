package io.hydrant.clients.aws;

/**
 * A service of Amazon's did not give what it was asked for. The message is one line, for the person who set things up; where
 * the service said something, it is its own.
 */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What there is to do about it. */
    public enum Kind {
        /** Nothing of that name is there. */
        NOT_FOUND,
        /** There are no credentials, or they do not give access. */
        ACCESS,
        /** No answer, or one that may be another later: the service is away, at fault, or has too much to do. */
        UNAVAILABLE,
        /** The question was refused, or what was answered cannot be used; the next time will be the same. */
        UNUSABLE
    }

    /** @param message what happened and, where it is known, what to do */
    public ServiceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What happened, never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
