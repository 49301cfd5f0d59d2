package io.hydrant.operators.lambda.plugin;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.transform.RecordTransformer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Looks through the plug-in directory once. What cannot be loaded is in nobody's way but of those who look for it. */
final class PlugInSearch {
    private final Path directory;
    private final String name;
    private final List<PlugIn> found = new ArrayList<>();
    /** Names of others, and what could not be loaded: to say if there is none of this name. */
    private final List<String> others = new ArrayList<>();

    PlugInSearch(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    PlugIn run() {
        try {
            for (Path place : list(directory)) {
                look(place);
            }
            if (found.size() == 1) {
                return found.get(0);
            }
            for (PlugIn one : found) {
                one.close();
            }
        } catch (IOException e) {
            throw wrong(e.toString());
        }
        throw wrong(
                found.isEmpty()
                        ? "holds no record transformer named " + name + ", only " + others
                        : "holds more than one record transformer named " + name);
    }

    private InvalidConfigurationException wrong(String what) {
        return new InvalidConfigurationException("lambda.pluginDirectory: " + directory + " " + what);
    }

    private void look(Path place) throws IOException {
        List<Path> jars = Files.isDirectory(place) ? list(place) : List.of(place);
        jars = jars.stream().filter(jar -> jar.toString().endsWith(".jar")).toList();
        if (jars.isEmpty()) {
            return;
        }
        URLClassLoader loader = new URLClassLoader(urls(jars), new ApiClassLoader());
        int before = found.size();
        try {
            ServiceLoader.load(RecordTransformer.class, loader).stream().forEach(provider -> check(provider, loader));
        } catch (ServiceConfigurationError | LinkageError e) {
            others.add(place.getFileName() + ": " + e);
        }
        if (found.size() == before) {
            loader.close();
        }
    }

    private void check(ServiceLoader.Provider<RecordTransformer> provider, URLClassLoader loader) {
        String its = provider.get().name();
        if (its.equals(name)) {
            found.add(new PlugIn(loader, provider));
        } else {
            others.add(its);
        }
    }

    /** What is in a folder, in the order of its names; nothing if there is no folder. */
    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static URL[] urls(List<Path> jars) throws IOException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }
}
