package io.hydrant.test.splunk;

/** What a collector says of a request, as Splunk's documentation lists it: an HTTP status, a code and a text. */
enum HecStatus {
    SUCCESS(200, 0, "Success"),
    TOKEN_DISABLED(403, 1, "Token disabled"),
    TOKEN_REQUIRED(401, 2, "Token is required"),
    INVALID_AUTHORIZATION(401, 3, "Invalid authorization"),
    INVALID_TOKEN(403, 4, "Invalid token"),
    NO_DATA(400, 5, "No data"),
    INVALID_DATA_FORMAT(400, 6, "Invalid data format"),
    INCORRECT_INDEX(400, 7, "Incorrect index"),
    INTERNAL_SERVER_ERROR(500, 8, "Internal server error"),
    SERVER_BUSY(503, 9, "Server is busy"),
    CHANNEL_MISSING(400, 10, "Data channel is missing"),
    INVALID_CHANNEL(400, 11, "Invalid data channel"),
    EVENT_REQUIRED(400, 12, "Event field is required"),
    EVENT_BLANK(400, 13, "Event field cannot be blank"),
    ACK_DISABLED(400, 14, "ACK is disabled"),
    HEALTHY(200, 17, "HEC is healthy"),
    QUEUES_FULL(503, 18, "HEC is unhealthy, queues are full"),
    SHUTTING_DOWN(503, 23, "Server is shutting down"),
    AT_CAPACITY(429, 26, "HEC queue at capacity");

    private final int httpStatus;
    private final int code;
    private final String text;

    HecStatus(int httpStatus, int code, String text) {
        this.httpStatus = httpStatus;
        this.code = code;
        this.text = text;
    }

    Reply.Answer answer() {
        return answer("");
    }

    /** An answer that names the first event that is wrong, counted from 0. */
    Reply.Answer answerOfEvent(int number) {
        return answer(",\"invalid-event-number\":" + number);
    }

    /** An answer that a sender can ask by whether its data are indexed. */
    Reply.Answer answerWithAckId(long ackId) {
        return answer(",\"ackId\":" + ackId);
    }

    private Reply.Answer answer(String further) {
        return Reply.json(httpStatus, "{\"text\":\"" + text + "\",\"code\":" + code + further + "}");
    }
}
