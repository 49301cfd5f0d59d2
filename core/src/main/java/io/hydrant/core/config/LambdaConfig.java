package io.hydrant.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the functions are that transform records, and how they are invoked.
 *
 * @param endpoint URL of the Lambda API; left out, Amazon's
 * @param region region of functions; left out, the one in each function's ARN
 * @param accessKey access key; left out, the environment's credentials chain
 * @param secretKey its secret
 * @param sessionToken of temporary credentials
 * @param timeout longest time one invocation may take; default 5 min, as Firehose's
 * @param maxConcurrentInvocations invocations in flight per subtask; default 5, as Firehose has them per shard
 * @param pluginDirectory folder of the plug-ins' jars, on every machine that runs jobs; default {@code plugins}
 * @param functions functions that are not Amazon's, by name: the one in the processor's LambdaArn
 */
public record LambdaConfig(
        @Nullable String endpoint,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken,
        Duration timeout,
        int maxConcurrentInvocations,
        Path pluginDirectory,
        Map<String, LambdaFunctionConfig> functions) {

    static final LambdaConfig DEFAULT = new LambdaConfig(null, null, null, null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public LambdaConfig {
        Check.httpUrl("lambda.endpoint", endpoint);
        Check.notBlank("lambda.region", region);
        Check.together("lambda.accessKey", accessKey, "lambda.secretKey", secretKey);
        if (sessionToken != null && accessKey == null) {
            throw new InvalidConfigurationException("lambda.sessionToken: goes with lambda.accessKey only");
        }
        Check.range("lambda.timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(15));
        Check.range("lambda.maxConcurrentInvocations", maxConcurrentInvocations, 1, 1000);
        functions = Map.copyOf(functions);
    }

    public LambdaConfig(
            @Nullable String endpoint,
            @Nullable String region,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable String sessionToken,
            @Nullable Duration timeout,
            @Nullable Integer maxConcurrentInvocations,
            @Nullable Path pluginDirectory,
            @Nullable Map<String, LambdaFunctionConfig> functions) {
        this(
                endpoint,
                region,
                accessKey,
                secretKey,
                sessionToken,
                timeout == null ? Duration.ofMinutes(5) : timeout,
                maxConcurrentInvocations == null ? 5 : maxConcurrentInvocations.intValue(),
                pluginDirectory == null ? Path.of("plugins") : pluginDirectory,
                functions == null ? Map.of() : Map.copyOf(functions));
    }

    /** The same, for processes that run in other folders. */
    LambdaConfig withAbsolutePaths() {
        return new LambdaConfig(
                endpoint,
                region,
                accessKey,
                secretKey,
                sessionToken,
                timeout,
                maxConcurrentInvocations,
                pluginDirectory.toAbsolutePath(),
                functions);
    }

    @Override
    public String toString() {
        return "LambdaConfig[" + endpoint + ", " + region + ", " + functions.keySet() + "]";
    }
}
