package io.hydrant.operators.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaErrorsTest {
    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "404, ResourceNotFoundException, Lambda.ResourceNotFound",
        "404, , Lambda.ResourceNotFound",
        "403, AccessDeniedException, Lambda.InvokeAccessDenied",
        "401, , Lambda.InvokeAccessDenied",
        "429, TooManyRequestsException, Lambda.InvokeLimitExceeded",
        "502, InvalidSubnetIDException, Lambda.InvalidSubnetIDException",
        "502, InvalidSecurityGroupIDException, Lambda.InvalidSecurityGroupIDException",
        "502, SubnetIPAddressLimitReachedException, Lambda.SubnetIPAddressLimitReachedException",
        "502, ENILimitReachedException, Lambda.ENILimitReachedException",
        "500, ServiceException, Lambda.InternalServerError",
        "503, , Lambda.ServiceUnavailable",
        "413, RequestTooLargeException, Lambda.InvocationFailure",
        "302, , Lambda.InvocationFailure",
    })
    void haveFirehosesCodes(int status, String errorType, String code) {
        InvocationFailure failure = LambdaErrors.of(status, errorType);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).endsWith(".");
        assertThat(failure.retried()).isTrue();
    }
}
