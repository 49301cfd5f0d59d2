package io.hydrant.gateway.http;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.gateway.call.Operation;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** {@code POST /}: the Firehose API; {@code X-Amz-Target} says which operation. */
final class ApiEndpoint {
    private static final String TARGET_PREFIX = "Firehose_20150804.";

    private final Admission admission;
    private final Map<String, Operation> operations;

    ApiEndpoint(Admission admission, Stream<Operation> operations) {
        this.admission = admission;
        this.operations = operations.collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
    }

    /** The operation that the request asks for; null if there is no such one. */
    @Nullable
    String operation(Request request) {
        String target = request.getHeaders().get("x-amz-target");
        if (target == null || !target.startsWith(TARGET_PREFIX)) {
            return null;
        }
        String name = target.substring(TARGET_PREFIX.length());
        return operations.containsKey(name) ? name : null;
    }

    Answer answer(Request request) throws IOException {
        return admission.admit(request, (wire, body, accessKeyId) -> {
            String name = operation(request);
            Operation operation = name == null ? null : operations.get(name);
            if (operation == null) {
                throw new FirehoseException(ErrorCode.UNKNOWN_OPERATION, unknown(wire.first("x-amz-target")));
            }
            return Answer.ok(Answer.AMZ_JSON, operation.answer(Calls.of(wire, body, accessKeyId)));
        });
    }

    private static String unknown(@Nullable String target) {
        return target == null
                ? "The header X-Amz-Target is missing: it has to be " + TARGET_PREFIX + "<Operation>."
                : "This is no operation of Firehose, or one that Hydrant does not have yet.";
    }
}
