package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.sinks.request.Verdict;

/**
 * What an HTTP status means, of a document or of a whole request. It is also the code in the error output, as Firehose has
 * it; there is one where no server gave any, too. Static, safe for any thread.
 *
 * <pre>
 *  document  2xx                       delivered
 *            408, 429, 5xx             tried again
 *            other                     to the error output: mappings, indices that nobody may write to, ...
 *  request   3xx, 408, 429, 5xx, none  tried again, when the server is well
 *            401, 403                  the same: whoever looks after the server can let us in
 *            other                     to the error output, all of its documents
 * </pre>
 */
final class SearchVerdicts {
    /** Of a record that cannot be a document. */
    static final Verdict NO_DOCUMENT = Verdict.rejected(
            "400", "the record is not a JSON object in UTF-8, or has a line end within a string; it was not sent");

    /** Longest part of an answer that goes into a message, in bytes. */
    private static final int MAX_TEXT_BYTES = 1000;

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INTERNAL_ERROR = 500;

    private SearchVerdicts() {}

    /**
     * Of a document.
     *
     * @param error in the server's words
     */
    static Verdict ofDocument(int status, String error) {
        if (status < MULTIPLE_CHOICES) {
            return Verdict.DELIVERED;
        }
        String message = error.isEmpty() ? "the server gave no reason" : error;
        return isTransient(status) ? Verdict.retry(code(status), message) : Verdict.rejected(code(status), message);
    }

    /** Of all documents of a request whose answer has another status than 200, or is no answer to a bulk request. */
    static Verdict ofRequest(int status, byte[] answer) {
        String message = status == OK ? "not the answer to a bulk request: " + text(answer) : text(answer);
        boolean lasting = status >= BAD_REQUEST && !isTransient(status) && !isAuthFailure(status);
        return lasting ? Verdict.rejected(code(status), message) : Verdict.unavailable(code(status), message);
    }

    /** Of all documents of a request that nobody answered: as if a proxy had said so, with its status. */
    static Verdict ofNoAnswer(boolean timeout, String message) {
        return Verdict.unavailable(timeout ? "504" : "503", message);
    }

    /** Whether the server does not let us in. */
    static boolean isAuthFailure(int status) {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** Whether the request is larger than the server takes. */
    static boolean isTooLarge(int status) {
        return status == TOO_LARGE;
    }

    /** Whether the answer says of each document what became of it. */
    static boolean isOk(int status) {
        return status == OK;
    }

    private static boolean isTransient(int status) {
        return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= INTERNAL_ERROR;
    }

    private static String code(int status) {
        return Integer.toString(status);
    }

    private static String text(byte[] answer) {
        String text = new String(answer, 0, Math.min(answer.length, MAX_TEXT_BYTES), UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return text.isEmpty() ? "the server gave no reason" : text;
    }
}
