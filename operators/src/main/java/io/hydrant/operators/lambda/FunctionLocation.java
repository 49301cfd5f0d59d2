package io.hydrant.operators.lambda;

import io.hydrant.core.config.LambdaConfig;
import io.hydrant.core.config.LambdaFunctionConfig;
import io.hydrant.core.definition.LambdaProcessor;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a function is: what of the deployment configuration goes with a job to where it runs.
 *
 * @param arn in the stream's definition
 * @param url of a function that is not Amazon's; null if it is, or is a plug-in
 * @param plugIn name of the plug-in that stands in for it; null if none does
 * @param settings the plug-in's
 * @param plugInDirectory where plug-ins are
 * @param endpoint of the Lambda API; null: Amazon's
 * @param region of the function
 * @param accessKey null: the environment's credentials
 * @param secretKey its secret
 * @param sessionToken of temporary credentials
 */
record FunctionLocation(
        String arn,
        @Nullable String url,
        @Nullable String plugIn,
        Map<String, String> settings,
        String plugInDirectory,
        @Nullable String endpoint,
        String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int REGION_IN_ARN = 3;

    static FunctionLocation of(LambdaProcessor processor, LambdaConfig config) {
        LambdaFunctionConfig function = config.functions().get(processor.functionName());
        String region = config.region();
        return new FunctionLocation(
                processor.arn(),
                function == null ? null : function.url(),
                function == null ? null : function.plugin(),
                function == null ? Map.of() : function.settings(),
                config.pluginDirectory().toString(),
                config.endpoint(),
                region == null ? processor.arn().split(":", -1)[REGION_IN_ARN] : region,
                config.accessKey(),
                config.secretKey(),
                config.sessionToken());
    }

    /** Keeps secrets to itself. */
    @Override
    public String toString() {
        return "FunctionLocation[" + arn + "]";
    }
}
