package io.hydrant.operators.lambda.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.transform.InputRecord;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlugInTest {
    @TempDir
    Path plugins;

    @Test
    void isFoundInAJarOrInAFolderOfJars() throws Exception {
        PlugInJars.write(plugins.resolve("other.jar"), List.of(Other.class));
        PlugInJars.write(plugins.resolve("lines/lines.jar"), List.of(SplitLines.class));
        PlugInJars.write(plugins.resolve("lines/needed.jar"), List.of());

        try (PlugIn lines = PlugIn.find(plugins, "split-lines");
                PlugIn other = PlugIn.find(plugins, "other")) {
            assertThat(lines.newTransformer().name()).isEqualTo("split-lines");
            assertThat(other.newTransformer().name()).isEqualTo("other");
        }
    }

    @Test
    void livesInALoaderOfItsOwn() throws Exception {
        PlugInJars.write(plugins.resolve("a.jar"), List.of(SplitLines.class));

        try (PlugIn one = PlugIn.find(plugins, "split-lines");
                PlugIn again = PlugIn.find(plugins, "split-lines")) {
            assertThat(one.newTransformer()).isNotInstanceOf(SplitLines.class);
            assertThat(one.newTransformer().getClass())
                    .isNotEqualTo(again.newTransformer().getClass());
        }
    }

    @Test
    void saysWhatThereIsIfItIsNotThere() throws Exception {
        PlugInJars.write(plugins.resolve("other.jar"), List.of(Other.class));
        Files.createDirectory(plugins.resolve("empty"));
        Files.writeString(plugins.resolve("readme.txt"), "");

        assertThatThrownBy(() -> PlugIn.find(plugins, "absent"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("lambda.pluginDirectory: " + plugins
                        + " holds no record transformer named absent, only [other]");
        assertThatThrownBy(() -> PlugIn.find(plugins.resolve("none"), "absent"))
                .hasMessageEndingWith("none holds no record transformer named absent, only []");
    }

    @Test
    void refusesToChooseBetweenTwo() throws Exception {
        PlugInJars.write(plugins.resolve("a.jar"), List.of(Other.class));
        PlugInJars.write(plugins.resolve("b.jar"), List.of(Other.class));

        assertThatThrownBy(() -> PlugIn.find(plugins, "other"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageEndingWith("holds more than one record transformer named other");
    }

    @Test
    void isNotInTheWayOfOthersIfItCannotBeLoaded() throws Exception {
        PlugInJars.write(plugins.resolve("broken.jar"), List.of(Broken.class), Other.class);
        PlugInJars.write(plugins.resolve("other.jar"), List.of(Other.class));

        PlugIn.find(plugins, "other").close();

        assertThatThrownBy(() -> PlugIn.find(plugins, "broken"))
                .hasMessageContaining("only [broken.jar: java.util.ServiceConfigurationError")
                .message()
                .doesNotContain("\n");
    }

    /** Nothing but a name. */
    public static class Other implements RecordTransformer {
        @Override
        public String name() {
            return "other";
        }

        @Override
        public void transform(InputRecord record, Results results) {
            results.dropped();
        }
    }

    /** Cannot be made. */
    public static class Broken extends Other {
        public Broken() {
            throw new IllegalStateException("broken");
        }
    }
}
