package io.hydrant.standalone.command;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.standalone.StartException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong in one line that names the field, its value and the fix; stack traces go to the log. */
final class CommandErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandErrors.class);

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        return tell(e.getCommandLine(), describe(e), CommandLine.ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, @Nullable ParseResult result) {
        if (e instanceof InvalidConfigurationException || e instanceof StartException) {
            return tell(command, e.getMessage(), CommandLine.ExitCode.USAGE);
        }
        LOGGER.info("{} failed", command.getCommandName(), e);
        String log = System.getProperty("hydrant.log.file");
        return tell(command, e + (log == null ? "" : "; details in " + log), CommandLine.ExitCode.SOFTWARE);
    }

    private static int tell(CommandLine command, @Nullable String message, int exitCode) {
        command.getErr().println("hydrant: " + String.valueOf(message).replaceAll("\\s*\\R\\s*", " "));
        command.getErr().flush();
        return exitCode;
    }

    private static String describe(ParameterException e) {
        String help = "'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
        ArgSpec argument = e.getArgSpec();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String given = unmatched.getUnmatched().get(0);
            String what = given.startsWith("-") ? "an option" : "a command or parameter";
            return given + ": not " + what + " of " + help.replace(" --help", "") + "; " + help + " lists them";
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing.getMissing()) + "; " + help + " describes it";
        }
        if (argument instanceof OptionSpec option && e.getValue() != null) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            return option.longestName() + ": '" + e.getValue() + "' " + reason.getMessage();
        }
        return e.getMessage() + "; see " + help;
    }

    private static String missing(OptionSpec option) {
        String what = option.required() ? ": not given; add " : ": has no value; give ";
        return option.longestName() + what + option.longestName() + " " + option.paramLabel();
    }

    private static String missing(List<ArgSpec> arguments) {
        return arguments.stream()
                .map(argument ->
                        argument instanceof OptionSpec option ? missing(option) : argument + ": not given; add it")
                .collect(Collectors.joining(", "));
    }
}
