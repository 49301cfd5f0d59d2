package io.hydrant.operators.lambda.plugin;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.transform.RecordTransformer;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * A record transformer that was found in the plug-in directory, with the class loader that it lives in.
 *
 * <pre>
 *  plugins/geo.jar                  a plug-in of one jar
 *  plugins/logs/logs.jar, json.jar  one with jars that it needs
 * </pre>
 *
 * Each jar, and each folder of jars, has a class loader of its own, so that plug-ins cannot get into each other's way, nor
 * into Hydrant's.
 */
public final class PlugIn implements Closeable {
    private final URLClassLoader loader;
    private final ServiceLoader.Provider<RecordTransformer> provider;

    PlugIn(URLClassLoader loader, ServiceLoader.Provider<RecordTransformer> provider) {
        this.loader = loader;
        this.provider = provider;
    }

    /**
     * Finds the record transformer of that name.
     *
     * @throws InvalidConfigurationException in one line, if there is none, or two
     */
    public static PlugIn find(Path directory, String name) {
        return new PlugInSearch(directory, name).run();
    }

    /** A new instance, not opened yet. */
    public RecordTransformer newTransformer() {
        return provider.get();
    }

    /** The class loader that its threads should have. */
    public ClassLoader classLoader() {
        return loader;
    }

    /** Closes the jars; instances that are in use can load no further classes. */
    @Override
    public void close() throws IOException {
        loader.close();
    }
}
