package io.hydrant.bench.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.transform.InputRecord;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.Results;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Gives each record back as it came: what is measured is the way there and back. */
public final class EchoPlugIn implements RecordTransformer {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public void transform(InputRecord record, Results results) {
        results.ok(record.data());
    }

    /** Puts it into a plug-in directory, which is made if need be. */
    static void install(Path folder) {
        String file = EchoPlugIn.class.getName().replace('.', '/') + ".class";
        try (InputStream bytes = EchoPlugIn.class.getClassLoader().getResourceAsStream(file);
                JarOutputStream out = new JarOutputStream(
                        Files.newOutputStream(Files.createDirectories(folder).resolve("echo.jar")))) {
            if (bytes == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            out.putNextEntry(new JarEntry(file));
            bytes.transferTo(out);
            out.putNextEntry(new JarEntry("META-INF/services/" + RecordTransformer.class.getName()));
            out.write(EchoPlugIn.class.getName().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the plug-in", e);
        }
    }
}
