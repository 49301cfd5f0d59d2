package io.hydrant.standalone.command;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the deployment configuration. */
final class ConfigFile {

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Deployment configuration (YAML). Default: conf/hydrant.yaml beside this command.")
    private @Nullable Path file;

    /** The file's configuration, or the defaults if no file is named and there is none in the usual place. */
    HydrantConfig read() {
        if (file != null) {
            return ConfigReader.read(file);
        }
        String home = System.getProperty("hydrant.home");
        Path usual = home == null ? null : Path.of(home, "conf", "hydrant.yaml");
        return usual != null && Files.exists(usual) ? ConfigReader.read(usual) : HydrantConfig.defaults();
    }
}
