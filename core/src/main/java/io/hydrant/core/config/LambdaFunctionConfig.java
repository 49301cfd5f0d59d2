package io.hydrant.core.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one function is that is not Amazon's: exactly one of {@code url} and {@code plugin}.
 *
 * @param url http or https URL that takes a Lambda request as the body of a POST, and answers with the function's response
 * @param plugin name of the record transformer that is found in the plug-in directory and stands in for the function
 * @param settings the plug-in's own settings
 */
public record LambdaFunctionConfig(
        @Nullable String url, @Nullable String plugin, Map<String, String> settings) {

    private static final String PATH = "lambda.functions.*.";

    public LambdaFunctionConfig(@Nullable String url, @Nullable String plugin, @Nullable Map<String, String> settings) {
        this.url = url;
        this.plugin = plugin;
        this.settings = settings == null ? Map.of() : Map.copyOf(settings);
        Check.httpUrl(PATH + "url", url);
        Check.notBlank(PATH + "plugin", plugin);
        if ((url == null) == (plugin == null)) {
            throw new InvalidConfigurationException(
                    PATH + "url: " + (url == null ? "is missing" : "does not go with " + PATH + "plugin")
                            + "; give a function its url or its plugin");
        }
        if (plugin == null && !this.settings.isEmpty()) {
            throw new InvalidConfigurationException(PATH + "settings: goes with " + PATH + "plugin only");
        }
    }

    /** Settings may hold secrets. */
    @Override
    public String toString() {
        return "LambdaFunctionConfig[" + (plugin == null ? url : plugin) + "]";
    }
}
