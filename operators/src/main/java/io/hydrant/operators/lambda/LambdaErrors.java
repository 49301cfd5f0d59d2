package io.hydrant.operators.lambda;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Firehose's codes for what can go wrong with a function, and the sentences that go with them. */
final class LambdaErrors {
    /** Largest request and response of a synchronous invocation, bytes. */
    static final int MAX_PAYLOAD_BYTES = 6 << 20;

    /** What a response may have: Lambda lets it be 100 bytes longer than a request. */
    static final int MAX_RESPONSE_BYTES = MAX_PAYLOAD_BYTES + 100;

    static final InvocationFailure FUNCTION_ERROR = InvocationFailure.ofInvocation(
            "Lambda.FunctionError", "The Lambda function was successfully invoked but it returned an error result.");
    static final InvocationFailure RESPONSE_TOO_LARGE = InvocationFailure.ofInvocation(
            "Lambda.FunctionError",
            "The response of the Lambda function is larger than " + MAX_RESPONSE_BYTES + " bytes.");
    static final InvocationFailure TIMED_OUT = InvocationFailure.ofInvocation(
            "Lambda.FunctionRequestTimedOut",
            "The invocation of the Lambda function did not end within its time limit.");
    static final InvocationFailure NO_CREDENTIALS = InvocationFailure.ofInvocation(
            "Lambda.AssumeRoleAccessDenied", "There are no credentials to invoke the Lambda function with.");

    static final InvocationFailure PROCESSING_FAILED = processingFailed("ProcessingFailed status set for record");
    static final InvocationFailure MISSING_RECORD_ID = InvocationFailure.ofAnswer(
            "Lambda.MissingRecordId",
            "One or more record IDs were not returned. The Lambda function has to return all IDs that it received.");
    static final InvocationFailure NOTHING_SAID = InvocationFailure.ofAnswer(
            "Lambda.MissingRecordId", "The plug-in said nothing of the record: neither ok, nor dropped, nor failed.");
    static final InvocationFailure DUPLICATED_RECORD_ID = InvocationFailure.ofAnswer(
            "Lambda.DuplicatedRecordId",
            "Multiple records were returned with the same record ID. The Lambda function has to return each ID once.");
    static final InvocationFailure UNKNOWN_RECORD_ID =
            json("The Lambda function returned a record ID that it was not given.");
    static final InvocationFailure NOT_PARSEABLE =
            json("The response of the Lambda function is not the JSON that is expected.");
    static final InvocationFailure NO_RESULT =
            json("The Lambda function returned a record whose result is none of Ok, Dropped and ProcessingFailed.");
    static final InvocationFailure NO_DATA = json("The Lambda function returned a record without data in base64.");
    static final InvocationFailure RECORD_TOO_LARGE = InvocationFailure.ofAnswer(
            "Lambda.RecordTooLarge",
            "The record alone is too large for a request, which has at most " + MAX_PAYLOAD_BYTES + " bytes.");

    /** Lambda's own errors that Firehose has codes of the same name for, and what they mean. */
    private static final Map<String, String> OF_THE_NETWORK = Map.of(
            "InvalidSubnetIDException", "The subnet in the VPC configuration of the Lambda function does not exist.",
            "InvalidSecurityGroupIDException",
                    "The security group in the VPC configuration of the Lambda function does not exist.",
            "SubnetIPAddressLimitReachedException",
                    "A subnet in the VPC configuration of the Lambda function has no IP addresses left.",
            "ENILimitReachedException",
                    "The network interface that the Lambda function needs is one more than the VPC may have.");

    private LambdaErrors() {}

    /** A record that the function, or the plug-in, did not want to process. */
    static InvocationFailure processingFailed(String message) {
        return InvocationFailure.ofAnswer("Lambda.ProcessingFailedStatus", message);
    }

    /** The network, or whoever is behind it, failed: the exception of the client says how, and nothing of any record. */
    static InvocationFailure noAnswer(Throwable error) {
        return InvocationFailure.ofInvocation(
                "Lambda.TargetServerFailedToRespond",
                "The Lambda function could not be reached, or the connection broke: "
                        + error.getClass().getSimpleName()
                        + (error.getMessage() == null ? "" : ", " + error.getMessage()));
    }

    private static InvocationFailure json(String message) {
        return InvocationFailure.ofAnswer("Lambda.JsonProcessingException", message);
    }

    /**
     * What an answer means that is not the function's.
     *
     * @param status HTTP status, over 299
     * @param errorType name of Lambda's error, if it is known
     */
    static InvocationFailure of(int status, @Nullable String errorType) {
        String type = errorType == null ? "" : errorType;
        String ofTheNetwork = OF_THE_NETWORK.get(type);
        if (ofTheNetwork != null) {
            return InvocationFailure.ofInvocation("Lambda." + type, ofTheNetwork);
        }
        if (status == 404) {
            return InvocationFailure.ofInvocation("Lambda.ResourceNotFound", "The Lambda function does not exist.");
        }
        if (status == 401 || status == 403) {
            return InvocationFailure.ofInvocation(
                    "Lambda.InvokeAccessDenied", "Access to the Lambda function was denied.");
        }
        if (status == 429) {
            return InvocationFailure.ofInvocation(
                    "Lambda.InvokeLimitExceeded", "The Lambda function runs as often at a time as it may.");
        }
        if (status == 503) {
            return InvocationFailure.ofInvocation("Lambda.ServiceUnavailable", "The Lambda service is not available.");
        }
        if (status >= 500) {
            return InvocationFailure.ofInvocation(
                    "Lambda.InternalServerError", "The Lambda service failed with HTTP status " + status + ".");
        }
        return InvocationFailure.ofInvocation(
                "Lambda.InvocationFailure",
                "The Lambda service refused the invocation with HTTP status " + status
                        + (type.isEmpty() ? "." : " and " + type + "."));
    }
}
