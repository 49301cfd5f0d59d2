package io.hydrant.test.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.process.Repository;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The jar for {@code flink run} has all classes that it needs, although those that it does not need were left out. */
class JobJarIT {
    @Test
    void columnsAreWrittenWithNothingButTheJar() throws Exception {
        URL[] classes = {Repository.jobJar().toUri().toURL(), location(Logger.class), location(WritesColumns.class)};

        try (URLClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Object writer = loader.loadClass(WritesColumns.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThat(((Callable<?>) writer).call()).isEqualTo(List.of("PAR", "PAR", "PAR", "ORC", "ORC", "ORC"));
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
