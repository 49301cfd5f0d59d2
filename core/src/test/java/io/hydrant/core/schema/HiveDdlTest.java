package io.hydrant.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiveDdlTest {
    @Test
    void readsWhatAthenaShows() {
        assertThat(HiveDdl.read("""
                        -- Clicks; one row each
                        CREATE EXTERNAL TABLE IF NOT EXISTS `web`.`clicks`(
                          `Page` string COMMENT 'path, it\\'s without host; (always)',
                          `number` bigint, /* from 0
                             on */
                          user struct<id:bigint,tags:array<string>> COMMENT "who",
                          price decimal(10,2)--net
                        )
                        COMMENT 'Clicks'
                        PARTITIONED BY (`day` date COMMENT 'UTC', hour int)
                        CLUSTERED BY (page) INTO 4 BUCKETS
                        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                        WITH SERDEPROPERTIES ('ignore.malformed.json'='TRUE')
                        STORED AS INPUTFORMAT 'a.b.C' OUTPUTFORMAT 'a.b.D'
                        LOCATION 's3://lake/clicks'
                        TBLPROPERTIES ('classification'='parquet', "x"="y;z");
                        """))
                .isEqualTo(new TableSchema(
                        List.of(
                                new Column("page", Primitive.STRING),
                                new Column("number", Primitive.BIGINT),
                                new Column(
                                        "user",
                                        new Struct(List.of(
                                                new Column("id", Primitive.BIGINT),
                                                new Column("tags", new Array(Primitive.STRING))))),
                                new Column("price", new Decimal(10, 2))),
                        ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (a int)",
                "CREATE TABLE db.t(a int);",
                "CREATE TABLE `db`.t (`a` INT) STORED AS PARQUET",
                "CREATE TABLE db.`t` (a int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ;  -- done",
                "CREATE TEMPORARY EXTERNAL TABLE `t`(\n\ta\tint\r\n)",
            })
    void toleratesEverythingAroundTheColumns(String ddl) {
        assertThat(HiveDdl.read(ddl)).isEqualTo(new TableSchema(List.of(new Column("a", Primitive.INT)), ""));
    }

    @Test
    void readsBackquotedNamesAsTheyAre() {
        assertThat(HiveDdl.read("CREATE TABLE t (`a ``b`` --c` int, `comment` string, date date)")
                        .columns())
                .containsExactly(
                        new Column("a `b` --c", Primitive.INT),
                        new Column("comment", Primitive.STRING),
                        new Column("date", Primitive.DATE));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "SELECT 1|Hive DDL, line 1: 'SELECT' stands where 'CREATE' should",
                "##|Hive DDL, line 1: the end stands where 'CREATE' should",
                "CREATE TABLE t ()|Hive DDL, line 1: ')' stands where the name of a column should",
                "CREATE TABLE t LIKE u|Hive DDL, line 1: 'LIKE' stands where '(' should",
                "CREATE TABLE t (a int|Hive DDL, line 1: column 'a': the end stands where ',' or ')' should",
                "CREATE TABLE t (a int,$b set<int>$)|Hive DDL, line 2: column 'b': type 'set' cannot be written; use array",
                "CREATE TABLE t ($a int,$A string$)|Hive DDL: column 'a' is there twice; rename one, upper and lower case do not count",
                "CREATE TABLE t (a int NOT NULL)|Hive DDL, line 1: column 'a': 'NOT' stands behind its type; remove it: only COMMENT is known there, and every column may hold null",
                "CREATE TABLE t (a int COMMENT b)|Hive DDL, line 1: column 'a': 'b' stands where the text of COMMENT should",
                "CREATE TABLE t (a int, b)|Hive DDL, line 1: column 'b': ')' stands where a type should",
                "CREATE TABLE t (a int) $TBLPROPERTIES ('a'='b'|Hive DDL, line 2: a '(' is never closed; add ')'",
                "CREATE TABLE t (a int) )|Hive DDL, line 1: a ')' was never opened; remove it",
                "CREATE TABLE t (a int) AS SELECT 1|Hive DDL, line 1: AS SELECT gives no data here; remove it",
                "CREATE TABLE t (a int);$CREATE TABLE u (b int)|Hive DDL, line 2: a second statement begins; keep only one CREATE TABLE",
                "CREATE TABLE t ($`a int)|Hive DDL, line 2: a quotation mark ` is opened and never closed",
                "/* CREATE TABLE|Hive DDL: a comment /* is opened and never closed",
                "CREATE TABLE t (`` int)|Hive DDL: a column has an empty name; give it one",
            })
    void saysWhereAndWhatToChange(String ddl, String message) {
        assertThatThrownBy(() -> HiveDdl.read(ddl.replace('$', '\n')))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessage(message);
    }
}
