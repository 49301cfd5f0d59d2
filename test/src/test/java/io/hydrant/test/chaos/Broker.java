package io.hydrant.test.chaos;

import io.hydrant.standalone.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The embedded broker as a program of its own, so that it can be killed. */
public final class Broker {
    private Broker() {}

    /** The broker's folder and port; runs until the process is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            new CountDownLatch(1).await();
        }
    }
}
