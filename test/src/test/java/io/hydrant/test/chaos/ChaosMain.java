package io.hydrant.test.chaos;

import io.hydrant.test.process.Folders;
import io.hydrant.test.process.PluginJar;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** The long run of the oracle: {@code bench/chaos --minutes N --seed S}; with {@code --processed 1} every processor is on. */
public final class ChaosMain {
    private static final String USAGE = "usage: bench/chaos [--minutes N] [--seed S] [--processed 1]";

    private ChaosMain() {}

    /** Ends with 0 if all was well, 1 if not, 2 if it did not understand its arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long minutes = 10;
        long seed = System.nanoTime();
        boolean processed = false;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || !arguments[i + 1].matches("-?\\d{1,18}")) {
                refuse(arguments[i]);
            }
            switch (arguments[i]) {
                case "--minutes" -> minutes = Long.parseLong(arguments[i + 1]);
                case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
                case "--processed" -> processed = Long.parseLong(arguments[i + 1]) != 0;
                default -> refuse(arguments[i]);
            }
        }
        System.exit(run(minutes, seed, processed) ? 0 : 1);
    }

    private static boolean run(long minutes, long seed, boolean processed) throws IOException, InterruptedException {
        Path folder = Folders.empty(Repository.target().resolve("chaos-" + seed));
        System.out.println("chaos: " + minutes + " minutes, seed " + seed + ", logs in " + folder);
        ChaosRun.Plan plan =
                new ChaosRun.Plan(seed, Integer.MAX_VALUE, Duration.ofMinutes(minutes), Duration.ofMillis(60));
        Path plugins = folder.resolve("plugins");
        PluginJar.write(plugins, RoutingPlugin.class);
        ChaosRun.Result result = new ChaosRun(
                        plan,
                        processed ? Subject.processed(seed, plugins) : Subject.plain(seed),
                        folder,
                        line -> System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line))
                .run();
        System.out.printf(
                "issued %,d  acknowledged %,d  delivered %,d in %,d objects  kills %s%n",
                result.issued(), result.acknowledged(), result.delivered(), result.objects(), result.kills());
        result.faults().forEach(fault -> System.out.println("FAULT " + fault));
        if (!result.faults().isEmpty()) {
            System.out.println("Failed. Everything is kept in " + folder);
            return false;
        }
        System.out.println("Every acknowledged record was delivered exactly once.");
        Folders.delete(folder);
        return true;
    }

    private static void refuse(String argument) {
        System.err.println(argument + ": an option that is not known or has no number after it; " + USAGE);
        System.exit(2);
    }
}
