package io.hydrant.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What Hydrant logs at level ERROR while this is open; Flink's jars for tests bring a configuration that logs nothing. */
final class LoggedErrors extends AbstractAppender implements AutoCloseable {
    private static final String HYDRANT = "io.hydrant";

    private final List<String> messages = new CopyOnWriteArrayList<>();

    LoggedErrors() {
        super("logged errors", null, null, true, Property.EMPTY_ARRAY);
        start();
        Configurator.setLevel(HYDRANT, Level.ERROR);
        LoggerContext.getContext(false).getRootLogger().addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel().equals(Level.ERROR)) {
            messages.add(event.getMessage().getFormattedMessage());
        }
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        LoggerContext.getContext(false).getRootLogger().removeAppender(this);
        Configurator.setLevel(HYDRANT, Level.OFF);
        stop();
    }
}
