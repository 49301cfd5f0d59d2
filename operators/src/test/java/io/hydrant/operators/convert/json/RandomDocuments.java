package io.hydrant.operators.convert.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import io.hydrant.core.schema.ColumnType.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Schemas, and documents of which most nearly fit them. */
final class RandomDocuments {
    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "id",
            "user_id",
            "created_at",
            "a_rather_long_name_of_a_column",
            "\u00fcber",
            "a.b",
            "x_y",
            "name");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "true",
            "FALSE",
            "text",
            "trailing  ",
            "\u00fcber \u20ac \ud83d\ude00!",
            "a \"quoted\" \\ text\n",
            "QUJD",
            "QUI=",
            "QQ==",
            "QQ=",
            "Q===",
            "NaN",
            "-Infinity",
            "2026-02-28",
            "2026-02-29",
            "2024-02-29",
            "2026-13-01",
            "2026-01-31T12:51:36.789Z",
            "2026-01-31T12:51:36Z",
            "2026-1-31T12:51:36Z",
            "2026-01-31 12:51:36.123456789",
            "2026-1-3 12:51:36",
            "2026-1-3 12:51:36.1234567890",
            "2026-01-31 24:51:36",
            "2026-01-31T12:51:36+00:00",
            "a text that is so long that it is read in more than one step \u00e9 and goes on behind the letter");

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
    }

    JsonReading reading() {
        boolean openX = random.nextInt(3) > 0;
        Map<String, String> keys = openX && random.nextInt(3) == 0 ? Map.of("a", "Some.Key", "id", "b") : Map.of();
        return new JsonReading(
                openX ? SerDe.OPEN_X : SerDe.HIVE,
                random.nextInt(4) > 0,
                openX && random.nextInt(3) == 0,
                keys,
                List.of());
    }

    List<Column> columns(int depth) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        return names.subList(0, 1 + random.nextInt(depth == 0 ? 9 : 3)).stream()
                .map(name -> new Column(name, type(depth)))
                .toList();
    }

    private ColumnType type(int depth) {
        int kind = random.nextInt(depth < 3 ? 18 : 14);
        return switch (kind) {
            case 11 -> decimal();
            case 12 -> new Text(1 + random.nextInt(6), false);
            case 13 -> new Text(1 + random.nextInt(6), true);
            case 14, 15 -> new Array(type(depth + 1));
            case 16 -> new Dictionary(type(9), type(depth + 1));
            case 17 -> new Struct(columns(depth + 1));
            default -> Primitive.values()[kind];
        };
    }

    private Decimal decimal() {
        int precision = 1 + random.nextInt(38);
        return new Decimal(precision, random.nextInt(precision + 1));
    }

    /** A record of one document, seldom of more, seldom damaged. */
    byte[] record(List<Column> columns, JsonReading reading) {
        StringBuilder record = new StringBuilder();
        for (int i = random.nextInt(8) == 0 ? random.nextInt(4) : 1; i > 0; i--) {
            space(record);
            object(record, columns, reading.columnToKey());
        }
        space(record);
        byte[] bytes = record.toString().getBytes(UTF_8);
        return random.nextInt(6) == 0 ? damaged(bytes) : bytes;
    }

    private byte[] damaged(byte[] bytes) {
        byte[] damaged = random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
        for (int i = random.nextInt(3); i > 0 && damaged.length > 0; i--) {
            String signs = "{}[]\":,\\ 019.-e+tnu\u0001";
            int sign = random.nextInt(4) == 0 ? random.nextInt(256) : signs.charAt(random.nextInt(signs.length()));
            damaged[random.nextInt(damaged.length)] = (byte) sign;
        }
        return damaged;
    }

    private void space(StringBuilder to) {
        to.append(random.nextInt(12) == 0 ? " \n\t".substring(random.nextInt(3)) : "");
    }

    private void object(StringBuilder to, List<Column> columns, Map<String, String> keys) {
        List<Column> members = new ArrayList<>(columns);
        if (random.nextInt(5) == 0) {
            Collections.shuffle(members, random);
            members.addAll(members.subList(0, random.nextInt(members.size() + 1)));
        }
        String separator = "{";
        for (Column column : members) {
            if (random.nextInt(20) == 0) {
                continue;
            }
            if (random.nextInt(15) == 0) {
                member(to.append(separator), "unknown" + random.nextInt(3), Primitive.STRING, 4);
                separator = ",";
            }
            String name = keys.getOrDefault(column.name(), column.name());
            member(to.append(separator), spelled(name), column.type(), 0);
            separator = random.nextInt(12) == 0 ? " , " : ",";
        }
        to.append(separator.equals("{") ? "{" : "");
        space(to);
        to.append('}');
    }

    private String spelled(String name) {
        return switch (random.nextInt(24)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.replace('_', '.');
            case 2 -> name.replace('.', '_');
            default -> name;
        };
    }

    private void member(StringBuilder to, String key, ColumnType type, int depth) {
        space(to);
        string(to, key);
        space(to);
        to.append(':');
        space(to);
        value(to, type, depth);
        space(to);
    }

    private void value(StringBuilder to, ColumnType type, int depth) {
        int dice = random.nextInt(100);
        if (dice < 2) {
            to.append("null");
        } else if (dice == 2) {
            value(to, depth < 4 ? type(1) : Primitive.values()[random.nextInt(11)], depth + 1);
        } else if (type instanceof Array array) {
            to.append('[');
            for (int i = random.nextInt(4); i > 0; i--) {
                value(to, array.element(), depth + 1);
                to.append(i > 1 ? "," : "");
            }
            to.append(']');
        } else if (type instanceof Dictionary map) {
            to.append('{');
            for (int i = random.nextInt(random.nextInt(5) == 0 ? 24 : 4); i > 0; i--) {
                string(to, text(map.key()));
                to.append(':');
                value(to, map.value(), depth + 1);
                to.append(i > 1 ? "," : "");
            }
            to.append('}');
        } else if (type instanceof Struct struct) {
            object(to, struct.fields(), Map.of());
        } else if (isText(type) || random.nextInt(100) == 0) {
            string(to, text(type));
        } else {
            to.append(text(type));
        }
    }

    private static boolean isText(ColumnType type) {
        return type instanceof Text
                || type == Primitive.STRING
                || type == Primitive.BINARY
                || type == Primitive.DATE
                || type == Primitive.TIMESTAMP;
    }

    /** What mostly fits a type without parts. */
    private String text(ColumnType type) {
        if (isText(type) || random.nextInt(300) == 0) {
            boolean any = !isText(type) || isAnyText(type) || random.nextInt(15) == 0;
            return any ? TEXTS.get(random.nextInt(TEXTS.size())) : fitting(type);
        }
        return type == Primitive.BOOLEAN ? String.valueOf(random.nextBoolean()) : number(type);
    }

    private static boolean isAnyText(ColumnType type) {
        return type instanceof Text || type == Primitive.STRING;
    }

    private String fitting(ColumnType type) {
        int digit = random.nextInt(9);
        return switch ((Primitive) type) {
            case BINARY -> List.of("", "QUJD", "QUI=", "QQ==").get(digit % 4);
            case DATE -> "20" + digit + "4-02-29";
            case TIMESTAMP -> "2" + digit + "26-1-3" + digit % 2 + " 12:51:36" + (digit > 4 ? ".12345" : "");
            default -> String.valueOf(digit);
        };
    }

    private String number(ColumnType type) {
        return switch (random.nextInt(120)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> String.valueOf(Double.longBitsToDouble(random.nextLong())).replaceAll("NaN|-?Infinity", "1E5");
            case 2 -> random.nextInt(20) + "e" + random.nextInt(12);
            case 3 -> "9223372036854775808";
            case 4 -> "-" + Long.toUnsignedString(random.nextLong()) + random.nextInt(100) + ".5";
            case 5 -> "0." + "0".repeat(random.nextInt(30)) + random.nextInt(1000) + "e-" + random.nextInt(400);
            case 6 -> "1769863896" + (random.nextBoolean() ? "789" : "." + random.nextInt(1000));
            case 7 -> "-0";
            case 8 -> String.valueOf(random.nextFloat());
            default -> plainNumber(type);
        };
    }

    private String plainNumber(ColumnType type) {
        if (type == Primitive.FLOAT || type == Primitive.DOUBLE || type instanceof Decimal) {
            return String.valueOf((random.nextInt(2001) - 1000) / Math.pow(10, random.nextInt(4)));
        }
        return String.valueOf(random.nextInt(type == Primitive.TINYINT ? 120 : 30_000));
    }

    private void string(StringBuilder to, String text) {
        to.append('"');
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(200) == 0) {
                to.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }
}
