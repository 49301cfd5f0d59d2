package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which shards may be read, given how they came about and which are finished. */
class ShardFamilyTest {
    private final ShardFamily family = new ShardFamily();

    /** Shards are written {@code child<parent+adjacentParent}; those of other subtasks in brackets. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // what is looked at                             listed              finished   may be read
        "shards without parents,                         0 1,                '',        0 1",
        "a split whose parent is being read,             0 1<0 2<0,          '',        0",
        "a split whose parent is finished,               0 1<0 2<0,          0,         0 1 2",
        "a merge while both parents are being read,      0 1 2<0+1,          '',        0 1",
        "a merge with one parent finished,               0 1 2<0+1,          0,         0 1",
        "a merge with the other parent finished,         0 1 2<0+1,          1,         0 1",
        "a merge with both parents finished,             0 1 2<0+1,          0 1,       0 1 2",
        "two generations and nobody finished,            0 1<0 2<0 3<1+2,    '',        0",
        "two generations and the first finished,         0 1<0 2<0 3<1+2,    0,         0 1 2",
        "two generations and a half,                     0 1<0 2<0 3<1+2,    0 1,       0 1 2",
        "two generations finished,                       0 1<0 2<0 3<1+2,    0 1 2,     0 1 2 3",
        "a parent that is not listed any more,           1<0 2<0,            '',        1 2",
        "a merge with one parent not listed any more,    1 2<0+1,            '',        1",
        "a parent on another subtask being read,         (0) 1<0,            '',        ''",
        "a parent on another subtask finished,           (0) 1<0,            0,         1",
        "children on another subtask,                    0 (1<0) 2<0,        '',        0",
        "a merge with a parent on another subtask,       0 (1) 2<0+1,        0,         0",
        "a grandparent finished and its child not listed, 0 2<1,             0,         0 2",
    })
    void parentsComeBeforeTheirChildren(String what, String listed, String finished, String mayBeRead) {
        list(listed);

        assertThat(released(finished)).containsExactlyElementsOf(words(mayBeRead));
    }

    @Test
    void aShardIsReleasedOnce() {
        list("0 1<0");

        assertThat(released("")).containsExactly("0");
        assertThat(family.holdsAny()).isTrue();
        assertThat(released("")).isEmpty();
        assertThat(released("0")).containsExactly("1");
        assertThat(released("0")).isEmpty();
        assertThat(family.holdsAny()).isFalse();
    }

    @Test
    void aChildFoundLaterWaitsForParentsFoundEarlier() {
        list("0 1");
        released("");
        list("2<0+1");

        assertThat(released("0")).isEmpty();
        assertThat(released("0 1")).containsExactly("2");
    }

    private void list(String shards) {
        List<StreamShardHandle> own = new ArrayList<>();
        for (String word : words(shards)) {
            String[] parts = word.replaceAll("[()]", "").split("[<+]", -1);
            Shard shard = new Shard().withShardId(parts[0]);
            shard.setParentShardId(parts.length > 1 ? parts[1] : null);
            shard.setAdjacentParentShardId(parts.length > 2 ? parts[2] : null);
            family.list(parts[0]);
            if (!word.startsWith("(")) {
                own.add(new StreamShardHandle("s", shard));
            }
        }
        family.hold(own);
    }

    private List<String> released(String finished) {
        Set<String> known = new HashSet<>(words(finished));
        return family.release(known).stream()
                .map(shard -> shard.getShard().getShardId())
                .toList();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }
}
