package io.hydrant.core.transform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transformer is told when it opens.
 *
 * @param deliveryStreamArn stream whose records it transforms
 * @param region the stream's
 * @param sourceArn Kinesis data stream or MSK cluster that records come from; null if they are put directly
 * @param settings its own, from {@code lambda.functions.<name>.settings}
 */
public record TransformContext(
        String deliveryStreamArn, String region, @Nullable String sourceArn, Map<String, String> settings) {
    /**
     * One of the settings.
     *
     * @throws IllegalArgumentException naming it, if it is missing
     */
    public String setting(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "lambda.functions.*.settings." + name + ": missing; the plug-in needs it");
        }
        return value;
    }
}
