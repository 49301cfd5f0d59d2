package io.hydrant.bench.destinations;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench/run destinations}: each destination that takes requests in turn, or one of them with its own options. */
@Command(
        name = "destinations",
        mixinStandardHelpOptions = true,
        description = "What destinations that take requests cost: all of them, or one.",
        subcommands = {HttpCommand.class, SearchCommand.class})
public final class DestinationsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        int http = new CommandLine(new HttpCommand()).execute();
        return http == CommandLine.ExitCode.OK ? new CommandLine(new SearchCommand()).execute() : http;
    }
}
