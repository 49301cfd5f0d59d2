package io.hydrant.operators.convert.json;

import com.fasterxml.jackson.core.JsonToken;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Text;
import io.hydrant.operators.convert.json.JacksonReading.Misfit;
import io.hydrant.operators.convert.json.JacksonReading.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values without parts by the rules of docs/formats.md, with the means of the JDK. */
final class PlainValues {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4})-(\\d\\d?)-(\\d\\d?)([ T])(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?(Z?)");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private PlainValues() {}

    static Object of(Value value, ColumnType type, boolean lenient) throws Misfit {
        boolean string = value.first() == JsonToken.VALUE_STRING;
        boolean nested = value.first().isStructStart();
        boolean truth = value.first().isBoolean();
        if (type == Primitive.STRING) {
            return check(!nested || lenient, value.text());
        }
        if (type instanceof Text) {
            return ofText(check(!nested, value.text()), type, lenient);
        }
        if (type == Primitive.BOOLEAN) {
            return ofText(check(truth || (string && lenient), value.text()), type, lenient);
        }
        if (type == Primitive.BINARY || type == Primitive.DATE) {
            return ofText(check(string, value.text()), type, lenient);
        }
        if (type == Primitive.TIMESTAMP) {
            return ofText(check(string || (value.first().isNumeric() && lenient), value.text()), type, lenient);
        }
        return ofText(check(value.first().isNumeric() || (string && lenient), value.text()), type, lenient);
    }

    private static String check(boolean fits, String text) throws Misfit {
        if (!fits) {
            throw new Misfit();
        }
        return text;
    }

    private static Object fitting(boolean fits, Object value) throws Misfit {
        if (!fits) {
            throw new Misfit();
        }
        return value;
    }

    static Object ofText(String text, ColumnType type, boolean lenient) throws Misfit {
        if (type instanceof Decimal decimal) {
            return decimal(text, decimal);
        }
        if (type instanceof Text limited) {
            int end = text.codePointCount(0, text.length()) > limited.maxLength()
                    ? text.offsetByCodePoints(0, limited.maxLength())
                    : text.length();
            String cut = text.substring(0, end);
            return limited.padded() ? cut.replaceAll(" +$", "") : cut;
        }
        return switch ((Primitive) type) {
            case BOOLEAN ->
                fitting(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"), Boolean.valueOf(text));
            case TINYINT -> whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> whole(text, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> Float.parseFloat(floating(text));
            case DOUBLE -> Double.parseDouble(floating(text));
            case STRING -> text;
            case BINARY -> base64(text);
            case DATE -> date(text);
            case TIMESTAMP -> time(text, lenient);
        };
    }

    private static Object whole(String text, long min, long max) throws Misfit {
        check(WHOLE.matcher(text).matches() && text.length() <= 20, text);
        BigDecimal value = new BigDecimal(text);
        boolean fits = value.compareTo(BigDecimal.valueOf(min)) >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0;
        return fitting(fits, value.longValue());
    }

    private static String floating(String text) throws Misfit {
        boolean word = text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
        return check(word || NUMBER.matcher(text).matches(), text);
    }

    private static Object decimal(String text, Decimal type) throws Misfit {
        check(NUMBER.matcher(text).matches(), text);
        // BigDecimal takes no longer exponents.
        BigDecimal value = new BigDecimal(text.replaceAll("([eE][+-]?)0*\\d{10,}$", "$1999999999"));
        if (value.signum() == 0 || value.precision() - (long) value.scale() < -type.scale()) {
            return BigDecimal.ZERO.setScale(type.scale());
        }
        check(value.precision() - (long) value.scale() <= 40, text);
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        return fitting(rounded.precision() <= type.precision(), rounded);
    }

    private static Object base64(String text) throws Misfit {
        check(text.length() % 4 == 0, text);
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new Misfit();
        }
    }

    private static Object date(String text) throws Misfit {
        check(DATE.matcher(text).matches(), text);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Misfit();
        }
    }

    private static Object time(String text, boolean lenient) throws Misfit {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            check(lenient && NUMBER.matcher(text).matches() && !text.matches(".*[eE].*"), text);
            return epoch(text);
        }
        boolean iso = parts.group(4).equals("T");
        check(iso == parts.group(9).equals("Z") && (lenient || !iso), text);
        check(!iso || parts.group(2).length() + parts.group(3).length() == 4, text);
        String nanos = parts.group(8) == null ? "0" : (parts.group(8) + "00000000").substring(0, 9);
        try {
            return LocalDateTime.of(
                            number(parts, 1),
                            number(parts, 2),
                            number(parts, 3),
                            number(parts, 5),
                            number(parts, 6),
                            number(parts, 7),
                            Integer.parseInt(nanos))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Misfit();
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static Object epoch(String text) throws Misfit {
        BigDecimal number = new BigDecimal(text);
        boolean whole = WHOLE.matcher(text).matches();
        boolean millis = whole && number.precision() >= 13;
        BigDecimal nanos = number.scaleByPowerOfTen(millis ? 6 : 9).setScale(0, RoundingMode.DOWN);
        check(nanos.precision() <= 24, text);
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        Instant time = Instant.ofEpochSecond(0);
        try {
            time = Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
        } catch (ArithmeticException | DateTimeException e) {
            throw new Misfit();
        }
        return fitting(!time.isBefore(FIRST) && !time.isAfter(LAST), time);
    }
}
