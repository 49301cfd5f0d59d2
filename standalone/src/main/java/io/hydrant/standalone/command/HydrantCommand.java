package io.hydrant.standalone.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code hydrant} command itself: finds the subcommand, and prints what there is when none is given. */
@Command(
        name = "hydrant",
        description = "A self-hosted Amazon Data Firehose on Apache Flink.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            JobCommand.class,
            GatewayCommand.class,
            RedriveCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "Hydrant 0.1.0")
public final class HydrantCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs a command line and exits: 0 when it did its work, 1 when that failed, 2 when the command line is wrong. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(out, err, args));
    }

    /** Runs a command line and returns its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandErrors errors = new CommandErrors();
        return new CommandLine(new HydrantCommand())
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
