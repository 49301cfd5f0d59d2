package io.hydrant.test.process;

import io.hydrant.core.transform.RecordTransformer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Puts a transformer of the tests into a jar, as people deliver theirs. */
public final class PluginJar {
    private PluginJar() {}

    /**
     * Writes the jar.
     *
     * @param folder the plug-in directory; made if it is not there
     * @param transformer a class that needs no other but those of the JDK and of the plug-in API
     */
    public static void write(Path folder, Class<? extends RecordTransformer> transformer) throws IOException {
        String file = transformer.getName().replace('.', '/') + ".class";
        Path jar = Files.createDirectories(folder).resolve(transformer.getSimpleName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = transformer.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            out.write(bytes.readAllBytes());
            out.putNextEntry(new JarEntry("META-INF/services/" + RecordTransformer.class.getName()));
            out.write(transformer.getName().getBytes(StandardCharsets.UTF_8));
        }
    }
}
