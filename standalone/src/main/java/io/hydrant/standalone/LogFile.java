package io.hydrant.standalone;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends this JVM's log to a file, so that the terminal shows the command's own lines and our warnings only. */
public final class LogFile {

    private LogFile() {}

    /**
     * Starts to log to a file; earlier lines are not moved.
     *
     * @param file the log; created, appended to, and rolled at 20 MB
     */
    public static void open(Path file) {
        System.setProperty("hydrant.log.file", file.toString());
        System.setProperty("hydrant.log.pattern", file.toString().replace("%", "%%") + ".%i");
        URL configuration = Objects.requireNonNull(LogFile.class.getResource("/hydrant-log4j2.properties"));
        try {
            Configurator.reconfigure(configuration.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a URI: " + configuration, e);
        }
    }
}
