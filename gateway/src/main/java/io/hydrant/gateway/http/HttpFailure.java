package io.hydrant.gateway.http;

/** A request that fails as HTTP, before it is a call of the API. */
final class HttpFailure extends RuntimeException {
    private final int status;
    private final String type;

    /**
     * A refusal.
     *
     * @param type error name that the caller gets
     * @param message what the caller reads
     */
    HttpFailure(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static HttpFailure tooLarge(long limit) {
        return new HttpFailure(
                413, "RequestEntityTooLargeException", "A request body may have up to " + limit + " bytes.");
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
