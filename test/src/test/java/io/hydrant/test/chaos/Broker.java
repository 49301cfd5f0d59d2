package io.hydrant.test.chaos;

import io.hydrant.standalone.EmbeddedBroker;
import io.hydrant.test.process.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The embedded broker as a program of its own, so that it can be killed. */
public final class Broker {
    private Broker() {}

    /** Starts it as a process; does not wait until it takes requests. */
    public static ChildJvm process(Path folder, int port) {
        ChildJvm broker = new ChildJvm(
                "broker",
                folder,
                ChildJvm.classpath(),
                List.of("-Xmx384m"),
                Map.of(),
                Broker.class.getName(),
                folder.resolve("kafka").toString(),
                Integer.toString(port));
        broker.start();
        return broker;
    }

    /** The broker's folder and port; runs until the process is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            new CountDownLatch(1).await();
        }
    }
}
