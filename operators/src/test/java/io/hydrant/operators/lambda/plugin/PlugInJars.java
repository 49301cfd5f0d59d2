package io.hydrant.operators.lambda.plugin;

import io.hydrant.core.transform.RecordTransformer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Makes real jars of classes that tests are compiled with. */
public final class PlugInJars {
    private PlugInJars() {}

    /**
     * Writes a jar with these classes, and the services file that names the transformers among them.
     *
     * @param further classes that are no transformers
     */
    public static void write(Path jar, List<Class<? extends RecordTransformer>> transformers, Class<?>... further)
            throws IOException {
        Files.createDirectories(jar.getParent());
        StringBuilder services = new StringBuilder();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<? extends RecordTransformer> transformer : transformers) {
                add(out, transformer);
                services.append(transformer.getName()).append('\n');
            }
            for (Class<?> other : further) {
                add(out, other);
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + RecordTransformer.class.getName()));
            out.write(services.toString().getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }

    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name), name)) {
            in.transferTo(out);
        }
        out.closeEntry();
    }
}
