package io.hydrant.core.prefix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.prefix.PartitionKey.Namespace;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeysTest {
    private static final long THEN = Instant.parse("2018-08-27T10:30:00Z").toEpochMilli();
    private static final String BOTH =
            "!{partitionKeyFromQuery:c}/!{timestamp:yyyy}/!{partitionKeyFromLambda:c}/!{partitionKeyFromQuery:c}/";

    private final PartitionKeys keys = keys(BOTH);

    @Test
    void eachDistinctKeyOfThePrefixHasASlot() {
        assertThat(keys.keys())
                .containsExactly(new PartitionKey(Namespace.QUERY, "c"), new PartitionKey(Namespace.LAMBDA, "c"));
        assertThat(PartitionKeys.of(PrefixRules.data("data/"))).isSameAs(PartitionKeys.NONE);
    }

    @Test
    void valuesComeBackFromTheMetadata() {
        byte[] metadata = keys.encode(new String[] {"", "ü\0€😀"});
        byte[] amongOthers = new byte[metadata.length + 2];
        System.arraycopy(metadata, 0, amongOthers, 1, metadata.length);

        assertThat(keys.decode(amongOthers, 1, 1 + metadata.length)).containsExactly("", "ü\0€😀");
        assertThat(keys.isComplete(amongOthers, 1, 1 + metadata.length)).isTrue();
        assertThat(keys.values(PartitionKeys.partition(amongOthers, 1, 1 + metadata.length)))
                .containsExactly("", "ü\0€😀");
    }

    @Test
    void aValueMayBeUnknown() {
        byte[] metadata = keys.encode(new String[] {null, "b"});

        assertThat(keys.decode(metadata, 0, metadata.length)).containsExactly(null, "b");
        assertThat(keys.isComplete(metadata, 0, metadata.length)).isFalse();
        assertThat(keys.decode(metadata, 3, 3)).containsExactly(null, null);
        assertThat(keys.isComplete(metadata, 3, 3)).isFalse();
    }

    @Test
    void aValueThatIsNoTextOrFarTooLongIsStillAValue() {
        byte[] metadata = keys.encode(new String[] {"\ud800", "x".repeat(100_000)});

        assertThat(keys.decode(metadata, 0, metadata.length)).containsExactly("?", "x".repeat(Short.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"49-shardId", "\0\1a", "\0\1a\0\1", "\0\1a\0\1b!", "\u0080\0"})
    void metadataOfSomethingElseAreRefused(String text) {
        byte[] metadata = text.getBytes(UTF_8);

        assertThatThrownBy(() -> keys.decode(metadata, 0, metadata.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.isComplete(metadata, 0, metadata.length))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void prefixesOfPartitionsAreNotCompleted() {
        assertThat(PrefixRules.data("c=!{partitionKeyFromQuery:c}/", true).text())
                .isEqualTo("c=!{partitionKeyFromQuery:c}/");
        for (String without : new String[] {null, "", "data/", "!{timestamp:yyyy}/"}) {
            assertThatThrownBy(() -> PrefixRules.data(without, true))
                    .hasMessage("S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is"
                            + " enabled");
        }
        assertThatThrownBy(() -> PrefixRules.errors(BOTH, null))
                .hasMessageContaining("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
    }

    @Test
    void keysHaveTheValuesOfTheirPartition() {
        assertThat(key(BOTH).next(THEN, "", partition("a=b", "ü"))).startsWith("a=b/2018/ü/a=b/clicks-1-2018-08-27-");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "../, .., %2E%2E//%2E%2E/",
        "., a/./b, %2E/a/%2E/b/",
        "..., ..a, .../..a/",
        "/etc, a//b, /etc/a//b/",
        "%2E?#:, ' ', '%2E?#:/ /'",
        "..\\..\\, a\\b, ..%5C..%5C/a%5Cb/",
    })
    void relativeSegmentsDoNotLeaveTheirPlace(String first, String second, String prefix) {
        ObjectKey key = key("!{partitionKeyFromQuery:a}/!{partitionKeyFromQuery:b}/");

        assertThat(key.next(THEN, "", partition(first, second))).startsWith(prefix + "clicks-1-");
    }

    @Test
    void controlCharactersAreEncoded() {
        ObjectKey key = key("!{partitionKeyFromQuery:a}/!{partitionKeyFromQuery:b}/");

        assertThat(key.next(THEN, "", partition("\0\n\u007f", "a\u001fb"))).startsWith("%00%0A%7F/a%1Fb/clicks-1-");
    }

    @Test
    void aPartitionMustFitIntoAKey() {
        ObjectKey key = key("!{partitionKeyFromQuery:a}/!{partitionKeyFromQuery:b}/");

        assertThat(key.whyImpossible(partition("a".repeat(500), "b".repeat(10))))
                .isNull();
        assertThat(key.whyImpossible(partition("a".repeat(500), "b".repeat(11))))
                .isEqualTo("The evaluated prefix has 513 characters, but may have 512");
        assertThat(key.whyImpossible(partition("€".repeat(300), "b"))).isNull();
        assertThat(key.whyImpossible(partition("€".repeat(330), "b")))
                .isEqualTo("The object key has 1058 bytes of UTF-8, but may have 1024");
        assertThat(key.whyImpossible(partition("\n".repeat(330), "b")))
                .isEqualTo("The object key has 1058 bytes of UTF-8, but may have 1024");
    }

    private String partition(String first, String second) {
        byte[] metadata = keys.encode(new String[] {first, second});
        return PartitionKeys.partition(metadata, 0, metadata.length);
    }

    private static PartitionKeys keys(String prefix) {
        return PartitionKeys.of(PrefixRules.data(prefix, true));
    }

    private static ObjectKey key(String prefix) {
        return new ObjectKey(PrefixRules.data(prefix, true), "clicks", "1", "", ZoneOffset.UTC);
    }
}
