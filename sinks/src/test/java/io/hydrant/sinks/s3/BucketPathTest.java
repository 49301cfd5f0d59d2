package io.hydrant.sinks.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPathTest {
    @TempDir
    java.nio.file.Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                " a",
                "a=b&c",
                "%2E%2E/b",
                "100%",
                "a#b?c",
                "s3a://other/x",
                "a:b",
                "ü€😀",
                "~",
                "*\"<>|'`$(x);",
                "...",
                ".hidden",
                "\uffff",
            })
    void keysOfS3StayAsTheyAre(String key) {
        assertThat(s3(key)).isEqualTo("/" + key.replace("//", "/"));
    }

    @Test
    void neighbouringSlashesAreOne() {
        assertThat(s3("/a//b///c")).isEqualTo("/a/b/c");
        assertThat(file("/a//b///c", UTF_8)).isEqualTo(folder + "/a/b/c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../../x", "..\\x"})
    void aKeyThatLeadsOutIsRefused(String key) {
        assertThatThrownBy(() -> s3(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file(key, UTF_8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aJvmWithoutUnicodeEncodesIt() {
        assertThat(file("ü=€/%20/a", US_ASCII)).isEqualTo(folder + "/%C3%BC=%E2%82%AC/%20/a");
        assertThat(file("ü=€/%20/a", UTF_8)).isEqualTo(folder + "/ü=€/%20/a");
    }

    @Test
    void namesThatAreTooLongAreCutAndToldApart() {
        String fits = "x".repeat(255);
        String euros = "€".repeat(86);
        assertThat(file(fits + "/b", UTF_8)).isEqualTo(folder + "/" + fits + "/b");

        String cut = file(fits + "x/" + euros + "/clicks-1.gz", UTF_8);

        assertThat(cut).matches(folder + "/x{118}~[0-9a-f]{16}~x{118}/€{39}~[0-9a-f]{16}~€{39}/clicks-1\\.gz");
        assertThat(file(fits + "y/" + euros + "/clicks-1.gz", UTF_8)).isNotEqualTo(cut);
        assertThat(file("a".repeat(210), UTF_8)).matches(folder + "/a{94}~[0-9a-f]{16}~a{94}");
        assertThat(s3(fits + "x/b")).isEqualTo("/" + fits + "x/b");
    }

    /** Among others with names that are as long as they may be. */
    @ParameterizedTest
    @ValueSource(strings = {"a b/c", "x=%00%/b", "a:b/#?", "$(id)/`x`", "-rf/*", "{511}", "{255}/{206}", "{255}/{207}"})
    void aFileCanBeWrittenThere(String pattern) throws Exception {
        String key = pattern;
        for (int length : new int[] {206, 207, 255, 511}) {
            key = key.replace("{" + length + "}", "n".repeat(length));
        }
        Path path = new BucketPath(new Path(folder.toUri())).of(key);

        RecoverableFsDataOutputStream out =
                path.getFileSystem().createRecoverableWriter().open(path);
        out.write('x');
        out.closeForCommit().commit();

        assertThat(java.nio.file.Path.of(path.getPath())).hasContent("x");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    private static String s3(String key) {
        return new BucketPath(new Path(URI.create("s3a://bucket"))).of(key).getPath();
    }

    private String file(String key, Charset names) {
        return new BucketPath(new Path(folder.toUri()), names).of(key).getPath();
    }
}
