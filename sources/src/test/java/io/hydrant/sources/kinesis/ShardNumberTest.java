package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardNumberTest {
    @ParameterizedTest
    @CsvSource({"shardId-000000000000, 0", "shardId-000000000001, 1", "shardId-000000001234, 1234"})
    void shardsHaveTheNumberThatKinesisGaveThem(String shardId, int number) {
        assertThat(ShardNumber.of(shardId)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "shard", "shardId-", "shardId-00x1", "shardId-999999999999", "shardId-4294967295999"})
    void anyOtherIdHasANumberToo(String shardId) {
        assertThat(ShardNumber.of(shardId)).isNotNegative().isEqualTo(ShardNumber.of(shardId));
    }
}
