package io.hydrant.core.model;

/** The errors that callers of the Firehose API meet, with the names and HTTP codes that AWS SDKs know them by. */
public enum ErrorCode {
    ACCESS_DENIED("AccessDeniedException", 400),
    CONCURRENT_MODIFICATION("ConcurrentModificationException", 400),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400),
    INTERNAL_FAILURE("InternalFailure", 500),
    INVALID_ARGUMENT("InvalidArgumentException", 400),
    INVALID_SIGNATURE("InvalidSignatureException", 400),
    INVALID_SOURCE("InvalidSourceException", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 400),
    REQUEST_EXPIRED("RequestExpired", 400),
    RESOURCE_IN_USE("ResourceInUseException", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    SERIALIZATION("SerializationException", 400),
    SERVICE_UNAVAILABLE("ServiceUnavailableException", 503),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400),
    VALIDATION("ValidationException", 400);

    private final String type;
    private final int httpStatus;

    ErrorCode(String type, int httpStatus) {
        this.type = type;
        this.httpStatus = httpStatus;
    }

    /** Name on the wire: the {@code __type} of the answer. */
    public String type() {
        return type;
    }

    /** Status of the HTTP answer. */
    public int httpStatus() {
        return httpStatus;
    }
}
