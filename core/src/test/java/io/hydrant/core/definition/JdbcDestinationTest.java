package io.hydrant.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.JdbcDestination.Database;
import io.hydrant.core.definition.JdbcDestination.Transactions;
import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcDestinationTest {
    private static final String LEAST = "'Url': 'jdbc:postgresql://db/shop', 'Table': 'orders'";

    @Test
    void insertsOnceUnlessSaidOtherwise() {
        assertThat(read(LEAST))
                .isEqualTo(new JdbcDestination(
                        "jdbc:postgresql://db/shop",
                        Database.POSTGRESQL,
                        "orders",
                        List.of(),
                        List.of(),
                        Transactions.XA,
                        null,
                        null,
                        null,
                        new BufferingHints(5, 300),
                        Duration.ofSeconds(300)));
    }

    @Test
    void takesEveryMember() {
        JdbcDestination destination = read("'Url': 'jdbc:mariadb://db/shop', 'Table': 'shop.orders',"
                + "'Columns': ['id', 'total'], 'KeyColumns': ['id'], 'Transactions': 'LOCAL',"
                + "'Username': 'hydrant', 'Password': 'se-cret', 'RetryOptions': {'DurationInSeconds': 0}");
        assertThat(destination.database()).isEqualTo(Database.MYSQL);
        assertThat(destination.table()).isEqualTo("shop.orders");
        assertThat(destination.columns()).containsExactly("id", "total");
        assertThat(destination.keyColumns()).containsExactly("id");
        assertThat(destination.transactions()).isEqualTo(Transactions.LOCAL);
        assertThat(destination.username()).isEqualTo("hydrant");
        assertThat(destination.password()).isEqualTo("se-cret");
        assertThat(destination.retryDuration()).isZero();
        assertThat(destination).asString().doesNotContain("se-cret", "jdbc:");
        assertThat(read(LEAST + ", 'SecretArn': 'arn:s'").secretArn()).isEqualTo("arn:s");
    }

    @Test
    void commitsUpsertsBufferByBufferUnlessSaidOtherwise() {
        assertThat(read(LEAST + ", 'KeyColumns': ['id']").transactions()).isEqualTo(Transactions.LOCAL);
        assertThat(read(LEAST + ", 'KeyColumns': ['id'], 'Transactions': 'XA'").transactions())
                .isEqualTo(Transactions.XA);
        assertThat(read("'Url': 'jdbc:mysql://db/shop', 'Table': 'orders'").transactions())
                .isEqualTo(Transactions.LOCAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Table': 't'|Hydrant.Jdbc.Url '' is none of jdbc:postgresql:, jdbc:mysql: and jdbc:mariadb:",
                "'Url': 'jdbc:h2:mem:', 'Table': 't'|Hydrant.Jdbc.Url 'jdbc:h2:mem:' is none of",
                "'Url': 'jdbc:mysql://db/s?password=abc', 'Table': 't'|Hydrant.Jdbc.Url holds credentials; give them in",
                "'Url': 'jdbc:mysql://me:abc@db/s', 'Table': 't'|Hydrant.Jdbc.Url holds credentials; give them in",
                "'Url': 'jdbc:mysql://db/s'|Hydrant.Jdbc.Table '' is not the name of a table",
                "'Url': 'jdbc:mysql://db/s', 'Table': 'a.b.c'|Hydrant.Jdbc.Table 'a.b.c' is not the name of a table",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Transactions': 'XA'|XA is for PostgreSQL only; leave it out",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Transactions': 'x'|'x' is none of [XA, LOCAL]",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Columns': 'a'|Hydrant.Jdbc.Columns is not a list of column",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Columns': []|Hydrant.Jdbc.Columns is not a list of column",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Columns': ['a', 'a']|each of which is there once",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Columns': ['a'], 'KeyColumns': ['b']|KeyColumns [b] are not all",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Password': 1|Hydrant.Jdbc.Password is no text; give it one",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'SecretArn': 'a', 'Username': 'b'|leave out Hydrant.Jdbc.User",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'RetryOptions': {'DurationInSeconds': 7201}|from 0 to 7200",
                "'Url': 'jdbc:mysql://db/s', 'Table': 't', 'Tabel': 't'|Hydrant.Jdbc.Tabel: no such member",
            })
    void namesMemberValueAndFix(String jdbc, String message) {
        assertThatThrownBy(() -> read(jdbc))
                .isInstanceOfSatisfying(
                        FirehoseException.class, e -> assertThat(e.text()).contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'FileExtension': '.json'|FileExtension goes with a destination that is S3 only",
                "'DynamicPartitioningConfiguration': {'Enabled': true}|DynamicPartitioningConfiguration goes with",
                "'DataFormatConversionConfiguration': {'Enabled': true}|DataFormatConversionConfiguration goes with",
                "'ProcessingConfiguration': {'Enabled': true, 'Processors': [{'Type': 'AppendDelimiterToRecord'}]}"
                        + "|AppendDelimiterToRecord goes not with a table",
            })
    void refusesWhatIsForObjects(String member, String message) {
        assertThatThrownBy(
                        () -> definition("ExtendedS3", ", " + member, "'Destination': 'JDBC', 'Jdbc': {" + LEAST + "}"))
                .isInstanceOfSatisfying(
                        FirehoseException.class, e -> assertThat(e.text()).contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Destination': 'Jdbc'|Hydrant.Destination 'Jdbc' is none of [JDBC]",
                "'Destination': 'JDBC'|Hydrant.Jdbc is not an object",
                "'Jdbc': {}|Hydrant.Jdbc goes with Hydrant.Destination JDBC only",
                "'Destination': 'JDBC', 'Jdbc': {}, 'OutputFormat': 'CSV'|OutputFormat goes with a destination that is S3",
            })
    void readsNothingElseOfTheExtension(String extension, String message) {
        assertThatThrownBy(() -> definition("ExtendedS3", "", extension))
                .isInstanceOfSatisfying(
                        FirehoseException.class, e -> assertThat(e.text()).contains(message));
    }

    @Test
    void needsABucketForWhatIsNotWritten() {
        assertThatThrownBy(() -> definition("S3", "", "'Destination': 'JDBC', 'Jdbc': {" + LEAST + "}"))
                .hasMessageContaining("goes with an ExtendedS3DestinationConfiguration");
        StreamDefinition definition = definition(
                "ExtendedS3",
                ", 'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {" + bucket("raw") + "}",
                "'Destination': 'JDBC', 'Jdbc': {" + LEAST + "}");
        assertThat(definition.s3().bucket()).isEqualTo("orders");
        assertThat(definition.backup()).isNotNull();
    }

    @Test
    void staysWhatItIsWhenItsBucketIsUpdated() throws Exception {
        StreamDefinition before = definition("ExtendedS3", "", "'Destination': 'JDBC', 'Jdbc': {" + LEAST + "}");
        StreamDefinition after = before.updated((ObjectNode)
                new ObjectMapper().readTree("{\"ExtendedS3DestinationUpdate\": {\"ErrorOutputPrefix\": \"failed/\"}}"));
        assertThat(after.destination()).isEqualTo(before.destination());
        assertThat(after.s3().errorOutputPrefix()).isEqualTo("failed/");
    }

    private static JdbcDestination read(String jdbc) {
        return (JdbcDestination) definition("ExtendedS3", "", "'Destination': 'JDBC', 'Jdbc': {" + jdbc + "}")
                .destination();
    }

    private static String bucket(String name) {
        return "'RoleARN': 'arn:aws:iam::123456789012:role/r', 'BucketARN': 'arn:aws:s3:::" + name + "'";
    }

    private static StreamDefinition definition(String kind, String members, String extension) {
        return StreamDefinition.parse(("{'DeliveryStreamName': 'orders', '" + kind + "DestinationConfiguration': {"
                        + bucket("orders") + members + "}, 'Hydrant': {" + extension + "}}")
                .replace('\'', '"'));
    }
}
