package io.hydrant.core.schema;

import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import io.hydrant.core.schema.ColumnType.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads types as Hive and Glue spell them, such as {@code array<struct<id:bigint,price:decimal(10,2)>>}. */
public final class HiveType {
    private static final int DEFAULT_PRECISION = 10;
    private static final int MAX_CHAR_LENGTH = 255;
    private static final int MAX_VARCHAR_LENGTH = 65535;
    /** Deeper ones are a mistake, or somebody who wants to see a stack overflow. */
    private static final int MAX_DEPTH = 64;

    private static final Map<String, Primitive> PRIMITIVES = new TreeMap<>(Map.ofEntries(
            Map.entry("boolean", Primitive.BOOLEAN),
            Map.entry("tinyint", Primitive.TINYINT),
            Map.entry("smallint", Primitive.SMALLINT),
            Map.entry("int", Primitive.INT),
            Map.entry("integer", Primitive.INT),
            Map.entry("bigint", Primitive.BIGINT),
            Map.entry("float", Primitive.FLOAT),
            Map.entry("double", Primitive.DOUBLE),
            Map.entry("string", Primitive.STRING),
            Map.entry("binary", Primitive.BINARY),
            Map.entry("date", Primitive.DATE),
            Map.entry("timestamp", Primitive.TIMESTAMP)));

    /** Types of Hive's that files cannot hold, and what to take instead. */
    private static final Map<String, String> REFUSED = Map.of(
            "uniontype", "use a struct with a field for each of its types",
            "set", "use array",
            "interval", "use bigint or string",
            "interval_year_month", "use bigint or string",
            "interval_day_time", "use bigint or string",
            "timestamplocaltz", "use timestamp",
            "void", "use string");

    private final HiveTokens tokens;

    HiveType(HiveTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a type; upper and lower case do not matter.
     *
     * @throws InvalidSchemaException if there is no such type, or files cannot hold it
     */
    public static ColumnType parse(String type) {
        HiveTokens tokens = new HiveTokens(type);
        ColumnType read = new HiveType(tokens).read(0);
        if (tokens.kind() != HiveTokens.Kind.END) {
            throw new InvalidSchemaException("type '" + type + "': '" + tokens.token() + "' stands behind its end");
        }
        return read;
    }

    /**
     * Reads the type of a column.
     *
     * @throws InvalidSchemaException as {@link #parse}, naming the column
     */
    public static Column column(String name, String type) {
        try {
            return new Column(name, parse(type));
        } catch (InvalidSchemaException e) {
            throw e.in("column '" + name + "'");
        }
    }

    /** Reads the type that begins with the present token. */
    ColumnType read(int depth) {
        if (depth == MAX_DEPTH) {
            throw new InvalidSchemaException(
                    "types stand in each other more than " + MAX_DEPTH + " deep; flatten them");
        }
        if (tokens.kind() != HiveTokens.Kind.WORD) {
            throw tokens.unexpected("a type");
        }
        String word = tokens.token().toLowerCase(Locale.ROOT);
        String instead = REFUSED.get(word);
        if (instead != null) {
            throw new InvalidSchemaException("type '" + word + "' cannot be written; " + instead);
        }
        tokens.advance();
        return switch (word) {
            case "decimal", "dec", "numeric" -> decimal();
            case "char" -> new Text(length(word, MAX_CHAR_LENGTH), true);
            case "varchar" -> new Text(length(word, MAX_VARCHAR_LENGTH), false);
            case "array" -> array(depth);
            case "map" -> dictionary(depth);
            case "struct" -> struct(depth);
            default -> primitive(word);
        };
    }

    private ColumnType primitive(String word) {
        Primitive primitive = PRIMITIVES.get(word);
        if (primitive == null) {
            throw new InvalidSchemaException("type '" + word + "' is none of Hive's, which are " + PRIMITIVES.keySet()
                    + " and decimal(p,s), char(n), varchar(n), array<t>, map<k,v>, struct<name:t>");
        }
        if (primitive == Primitive.DOUBLE) {
            boolean unused = tokens.accept("precision");
        }
        if (primitive == Primitive.TIMESTAMP && (tokens.is("with") || tokens.is("without"))) {
            throw new InvalidSchemaException("type 'timestamp " + tokens.token().toLowerCase(Locale.ROOT)
                    + " ...' cannot be written; use timestamp, which is in UTC");
        }
        return primitive;
    }

    private ColumnType decimal() {
        int precision = DEFAULT_PRECISION;
        int scale = 0;
        if (tokens.accept("(")) {
            precision = number("decimal");
            if (tokens.accept(",")) {
                scale = number("decimal");
            }
            tokens.expect(")");
        }
        return new Decimal(precision, scale);
    }

    private int length(String type, int max) {
        if (!tokens.accept("(")) {
            throw new InvalidSchemaException("type '" + type + "' has no length; write " + type + "(n), or string");
        }
        int length = number(type);
        tokens.expect(")");
        if (length < 1 || length > max) {
            throw new InvalidSchemaException(type + "(" + length + ") has a length that is not 1 to " + max + "; use "
                    + (length > max ? "string" : type + "(1)"));
        }
        return length;
    }

    private int number(String type) {
        try {
            int number = Integer.parseInt(tokens.token());
            tokens.advance();
            return number;
        } catch (NumberFormatException e) {
            throw tokens.unexpected("a number of " + type);
        }
    }

    private ColumnType array(int depth) {
        tokens.expect("<");
        ColumnType element = read(depth + 1);
        tokens.expect(">");
        return new Array(element);
    }

    private ColumnType dictionary(int depth) {
        tokens.expect("<");
        ColumnType key = read(depth + 1);
        if (key instanceof Array || key instanceof Dictionary || key instanceof Struct) {
            throw new InvalidSchemaException("a map has keys that are no primitive type; use string");
        }
        tokens.expect(",");
        ColumnType value = read(depth + 1);
        tokens.expect(">");
        return new Dictionary(key, value);
    }

    private ColumnType struct(int depth) {
        tokens.expect("<");
        List<Column> fields = new ArrayList<>();
        while (!tokens.is(">")) {
            if (!fields.isEmpty()) {
                tokens.expect(",");
            }
            String name = fieldName();
            try {
                tokens.expect(":");
                fields.add(new Column(name, read(depth + 1)));
                comment(tokens);
            } catch (InvalidSchemaException e) {
                throw e.in("field '" + name + "'");
            }
        }
        tokens.advance();
        return new Struct(fields);
    }

    /** Crawlers of Glue leave the spaces in that the keys of documents have. */
    private String fieldName() {
        StringBuilder name = new StringBuilder(tokens.name("field"));
        while (tokens.kind() == HiveTokens.Kind.WORD) {
            name.append(' ').append(tokens.name("field"));
        }
        return name.toString();
    }

    /** Passes over what is only for people. */
    static void comment(HiveTokens tokens) {
        if (tokens.accept("comment")) {
            if (tokens.kind() != HiveTokens.Kind.TEXT) {
                throw tokens.unexpected("the text of COMMENT");
            }
            tokens.advance();
        }
    }
}
