package io.hydrant.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedshiftConfigTest {
    @Test
    void hasFirehosesTimes() {
        RedshiftConfig config = HydrantConfig.defaults().redshift();
        assertThat(config.retryInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.tls()).isTrue();
        assertThat(config.iam()).isFalse();
        assertThat(config.ledgerTable("clicks")).isEqualTo("hydrant_ledger");
    }

    @Test
    void takesEveryMemberAndShowsNoSecret() {
        RedshiftConfig config = ConfigReader.fromJson("""
                {"redshift": {"endpoint": "db.example:5439", "tls": false, "ledgerTable": "audit.l_{stream}",
                  "retryInterval": "10 s", "copyTimeout": "1 h", "accessKey": "a", "secretKey": "hush",
                  "sessionToken": "hush-hush", "iam": true, "dbUser": "loader", "api": {"endpoint": "http://api.example",
                  "region": "eu-west-1", "accessKey": "b", "secretKey": "hush", "sessionToken": "hush"}}}""").redshift();
        assertThat(config)
                .isEqualTo(new RedshiftConfig(
                        "db.example:5439",
                        Boolean.FALSE,
                        "audit.l_{stream}",
                        Duration.ofSeconds(10),
                        Duration.ofHours(1),
                        "a",
                        "hush",
                        "hush-hush",
                        Boolean.TRUE,
                        "loader",
                        new RedshiftApiConfig("http://api.example", "eu-west-1", "b", "hush", "hush")));
        assertThat(config).asString().doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "hydrant_ledger, clicks, hydrant_ledger",
        "Hydrant.Ledger, clicks, hydrant.ledger",
        "ledger_{stream}, My-clicks.v2, ledger_my_clicks_v2",
    })
    void namesALedgerAsTheDatabaseDoes(String configured, String stream, String table) {
        RedshiftConfig config = ConfigReader.fromJson("{\"redshift\": {\"ledgerTable\": \"" + configured + "\"}}")
                .redshift();
        assertThat(config.ledgerTable(stream)).isEqualTo(table);
    }
}
