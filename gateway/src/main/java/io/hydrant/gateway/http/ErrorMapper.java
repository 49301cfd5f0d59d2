package io.hydrant.gateway.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place where an exception becomes an HTTP answer, in the form that AWS SDKs read errors from. */
final class ErrorMapper {
    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorMapper.class);

    private ErrorMapper() {}

    /**
     * Answer to a request that failed; what nobody foresaw is logged and told as InternalFailure.
     *
     * @param requestId goes to the log, so that a caller's report can be matched
     */
    static Answer map(Throwable failure, String requestId) {
        if (failure instanceof FirehoseException refused) {
            return error(refused.code().httpStatus(), refused.code().type(), refused.text());
        }
        if (failure instanceof HttpFailure refused) {
            return error(refused.status(), refused.type(), String.valueOf(refused.getMessage()));
        }
        if (isSlowClient(failure)) {
            return error(408, "RequestTimeoutException", "The request body did not arrive in time.");
        }
        if (failure instanceof EofException) {
            LOGGER.debug("The client of request {} went away", requestId, failure);
            return error(400, "RequestAbortedException", "The connection ended within the request.");
        }
        if (failure instanceof HttpException malformed) {
            return ofStatus(malformed.getCode());
        }
        LOGGER.error("Request {} failed unexpectedly", requestId, failure);
        return error(
                ErrorCode.INTERNAL_FAILURE.httpStatus(),
                ErrorCode.INTERNAL_FAILURE.type(),
                "The request failed because of an error inside Hydrant; see the log for request " + requestId + ".");
    }

    /** Answer to what is refused before it is a request, such as headers that are too large. */
    static Answer ofStatus(int status) {
        if (status == 503) {
            return error(503, ErrorCode.SERVICE_UNAVAILABLE.type(), "Slow down.");
        }
        if (status >= 500) {
            return error(status, ErrorCode.INTERNAL_FAILURE.type(), "The request failed.");
        }
        return error(status, "MalformedHttpRequestException", "This is not an HTTP request that Hydrant can read.");
    }

    private static boolean isSlowClient(Throwable failure) {
        return isTimeout(failure) || isTimeout(failure.getCause());
    }

    private static boolean isTimeout(@Nullable Throwable failure) {
        return failure instanceof TimeoutException || (failure instanceof HttpException http && http.getCode() == 408);
    }

    private static Answer error(int status, String type, String message) {
        StringBuilder json = new StringBuilder(64 + message.length());
        json.append("{\"__type\":\"").append(type).append("\",\"message\":\"");
        JsonStringEncoder.getInstance().quoteAsString(message, json);
        json.append("\"}");
        return new Answer(status, Answer.AMZ_JSON, json.toString().getBytes(StandardCharsets.UTF_8), type);
    }
}
