package io.hydrant.test.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs another main class and ends the JVM, at once, when whoever started it is gone. */
public final class ChildMain {
    private ChildMain() {}

    /** The main class, then its arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(ChildMain::haltWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent never writes: only the end of the stream says something.
            }
        } catch (IOException e) {
            // A broken pipe is the end as well.
        }
        Runtime.getRuntime().halt(1);
    }
}
