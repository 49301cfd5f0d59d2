package io.hydrant.test.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import io.hydrant.core.transform.RecordTransformer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A plug-in directory as users have it: a jar alone, and a folder of a jar and another one that it needs. */
final class PlugInFolder {
    private PlugInFolder() {}

    static Path make(Path folder) throws IOException, URISyntaxException {
        Path plugIns = Files.createDirectories(folder.resolve("plugins"));
        write(plugIns.resolve("echo.jar"), Echo.class);
        Path logs = Files.createDirectories(plugIns.resolve("logs"));
        write(logs.resolve("cloudwatch-logs.jar"), CloudWatchLogs.class);
        Path json = Path.of(JsonFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(json, logs.resolve("json.jar"));
        return plugIns;
    }

    private static void write(Path jar, Class<? extends RecordTransformer> transformer) throws IOException {
        String classFile = transformer.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = Objects.requireNonNull(
                        PlugInFolder.class.getClassLoader().getResourceAsStream(classFile), classFile)) {
            out.putNextEntry(new JarEntry(classFile));
            in.transferTo(out);
            out.closeEntry();
            out.putNextEntry(new JarEntry("META-INF/services/" + RecordTransformer.class.getName()));
            out.write(transformer.getName().getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }
}
