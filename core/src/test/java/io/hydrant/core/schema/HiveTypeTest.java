package io.hydrant.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import io.hydrant.core.schema.ColumnType.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiveTypeTest {
    @ParameterizedTest
    @CsvSource({
        "boolean, BOOLEAN",
        "TINYINT, TINYINT",
        "smallint, SMALLINT",
        "int, INT",
        "Integer, INT",
        "bigint, BIGINT",
        "float, FLOAT",
        "double, DOUBLE",
        "DOUBLE PRECISION, DOUBLE",
        "string, STRING",
        "binary, BINARY",
        "date, DATE",
        "' timestamp ', TIMESTAMP",
    })
    void readsTypesWithoutParameters(String type, Primitive expected) {
        assertThat(HiveType.parse(type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"decimal|10|0", "decimal(5)|5|0", "DECIMAL( 38 , 38 )|38|38", "numeric(12,2)|12|2", "dec(1,1)|1|1"
            })
    void readsDecimalsWithHivesDefaults(String type, int precision, int scale) {
        assertThat(HiveType.parse(type)).isEqualTo(new Decimal(precision, scale));
    }

    @Test
    void readsTextOfLimitedLength() {
        assertThat(HiveType.parse("char(255)")).isEqualTo(new Text(255, true));
        assertThat(HiveType.parse("varchar (65535)")).isEqualTo(new Text(65535, false));
    }

    @Test
    void readsTypesInTypes() {
        assertThat(HiveType.parse("map<string,array<struct<Id:bigint,`the price`:decimal(10,2) COMMENT 'net'>>>"))
                .isEqualTo(new Dictionary(
                        Primitive.STRING,
                        new Array(new Struct(List.of(
                                new Column("id", Primitive.BIGINT), new Column("the price", new Decimal(10, 2)))))));
        assertThat(HiveType.parse("struct<@type:string,user-id:array<int>,first name:date>"))
                .isEqualTo(new Struct(List.of(
                        new Column("@type", Primitive.STRING),
                        new Column("user-id", new Array(Primitive.INT)),
                        new Column("first name", Primitive.DATE))));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "uniontype<int,string>|type 'uniontype' cannot be written; use a struct with a field for each of its types",
                "set<string>|type 'set' cannot be written; use array",
                "interval_day_time|type 'interval_day_time' cannot be written; use bigint or string",
                "interval|type 'interval' cannot be written; use bigint or string",
                "timestamp with local time zone|type 'timestamp with ...' cannot be written; use timestamp, which is in UTC",
                "decimal(39,2)|decimal(39,2) has a precision that is not 1 to 38, or a scale that is not 0 to its precision",
                "decimal(4,5)|decimal(4,5) has a precision that is not 1 to 38, or a scale that is not 0 to its precision",
                "decimal(a)|'a' stands where a number of decimal should",
                "char|type 'char' has no length; write char(n), or string",
                "char(256)|char(256) has a length that is not 1 to 255; use string",
                "varchar(0)|varchar(0) has a length that is not 1 to 65535; use varchar(1)",
                "array<int|the end stands where '>' should",
                "array|the end stands where '<' should",
                "map<array<int>,int>|a map has keys that are no primitive type; use string",
                "struct<>|there is no field; give at least one",
                "struct<a int>|field 'a int': '>' stands where ':' should",
                "struct<a:int,A:string>|field 'a' is there twice; rename one, upper and lower case do not count",
                "struct<a:struct<b:set<int>>>|field 'a': field 'b': type 'set' cannot be written; use array",
                "int,string|type 'int,string': ',' stands behind its end",
                "''|the end stands where a type should",
            })
    void refusesWithTheFix(String type, String message) {
        assertThatThrownBy(() -> HiveType.parse(type))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhichTypesThereAre() {
        assertThatThrownBy(() -> HiveType.column("age", "number"))
                .hasMessage(
                        "column 'age': type 'number' is none of Hive's, which are [bigint, binary, boolean, date, double,"
                                + " float, int, integer, smallint, string, timestamp, tinyint] and decimal(p,s), char(n), varchar(n),"
                                + " array<t>, map<k,v>, struct<name:t>");
        assertThat(HiveType.column("age", "int")).isEqualTo(new Column("age", Primitive.INT));
    }

    @Test
    void refusesToFollowTypesWithoutEnd() {
        assertThatThrownBy(() -> HiveType.parse("array<".repeat(100_000)))
                .hasMessage("types stand in each other more than 64 deep; flatten them");
    }
}
