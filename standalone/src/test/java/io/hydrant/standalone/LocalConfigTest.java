package io.hydrant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalConfigTest {
    /** Something of each member that is not its default. */
    private static final HydrantConfig CONFIG = ConfigReader.fromJson("""
            {"region": "eu-west-1", "accountId": "123456789012", "dataDirectory": "here",
             "gateway": {"port": 1}, "log": {"partitions": 7}, "store": {"url": "jdbc:h2:mem:x"}, "s3": {"region": "eu-west-1"},
             "kinesis": {"region": "eu-west-1"}, "kafka": {"clusters": {"sales": {"bootstrapServers": "b:1"}}},
             "lambda": {"region": "eu-west-1"}, "partitioning": {"activePartitionLimit": 7},
             "glue": {"region": "eu-west-1"}, "delivery": {"plainHttp": true},
             "search": {"domains": {"logs": {"url": "https://os.example"}}}, "secretsManager": {"region": "eu-west-1"},
             "redshift": {"ledgerTable": "loads"},
             "flink": {"parallelism": 7}}
            """);

    @Test
    void changesNothingButWhatItIsTold() throws Exception {
        assertThat(differences(CONFIG, HydrantConfig.defaults()))
                .hasSize(HydrantConfig.class.getRecordComponents().length);
        assertThat(differences(CONFIG, LocalConfig.in(Path.of("there"), CONFIG)))
                .containsExactly("dataDirectory");
        assertThat(differences(CONFIG, LocalConfig.onPort(2, CONFIG))).containsExactly("gateway");
        assertThat(differences(CONFIG, LocalConfig.onKafka("b:2", CONFIG))).containsExactly("log");
        assertThat(differences(CONFIG, LocalConfig.onFlink(3, Duration.ofSeconds(3), CONFIG)))
                .containsExactly("flink");
    }

    private static List<String> differences(HydrantConfig one, HydrantConfig other) throws Exception {
        List<String> names = new ArrayList<>();
        for (RecordComponent member : HydrantConfig.class.getRecordComponents()) {
            if (!member.getAccessor().invoke(one).equals(member.getAccessor().invoke(other))) {
                names.add(member.getName());
            }
        }
        return names;
    }
}
