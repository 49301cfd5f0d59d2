package io.hydrant.operators.convert.json;

import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.operators.convert.rows.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Reads decimal numbers; what is finer than the type is rounded, half up. */
final class DecimalReader extends ScalarReader {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private final NumberText number;
    private final boolean strings;
    private final int precision;
    private final int scale;

    /** Whether the nodes hold longs. */
    private final boolean small;

    /** The first unscaled value that is too large; of types that hold all longs of 18 digits, the first with 19. */
    private final long limit;

    /** @param strings whether JSON strings may hold numbers */
    DecimalReader(Place place, Decimal type, NumberText number, boolean strings) {
        super(place);
        this.number = number;
        this.strings = strings;
        this.precision = type.precision();
        this.scale = type.scale();
        this.small = precision <= Decimal.MAX_LONG_PRECISION;
        this.limit = POWERS[Math.min(precision, Decimal.MAX_LONG_PRECISION)];
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        if (first == '-' || (first >= '0' && first <= '9')) {
            int end = number.scan(json, at, to);
            return end < 0 || set(json, at, rows, node) ? end : mismatch(first, end);
        }
        return first == '"' && strings
                ? readString(json, at, to, rows, node)
                : readOther(json, at, to, depth, rows, node);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        return from < to && number.scan(text, from, to) == to && set(text, from, rows, node);
    }

    private boolean set(byte[] text, int from, Rows rows, int node) {
        if (!number.isShort()) {
            return setLarge(text, from, rows, node);
        }
        long digits = number.digits();
        int shift = digits == 0 ? 0 : scale - number.scale() + number.exponent();
        if (shift > 0) {
            if (shift >= POWERS.length || digits >= (limit + POWERS[shift] - 1) / POWERS[shift]) {
                return !small && setLarge(text, from, rows, node);
            }
            digits *= POWERS[shift];
        } else if (shift < 0) {
            digits = -shift < POWERS.length ? divide(digits, POWERS[-shift]) : 0;
        }
        if (digits >= limit) {
            return !small && setLarge(text, from, rows, node);
        }
        long value = number.isNegative() ? -digits : digits;
        if (small) {
            rows.setLong(node, value);
        } else {
            setBytes(value, rows, node);
        }
        return true;
    }

    private static long divide(long digits, long power) {
        long quotient = digits / power;
        long rest = digits - quotient * power;
        return rest >= power - rest ? quotient + 1 : quotient;
    }

    /** In as few bytes as possible, so that equal numbers have equal bytes. */
    private static void setBytes(long value, Rows rows, int node) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
        int length = bits / Byte.SIZE + 1;
        int from = rows.reserve(length);
        byte[] scratch = rows.scratch();
        for (int i = 0; i < length; i++) {
            scratch[from + i] = (byte) (value >> (Byte.SIZE * (length - 1 - i)));
        }
        rows.setScratchBytes(node, from, length);
    }

    /** For what longs do not suffice for. No number gets longer on the way than it is written, or than the type. */
    private boolean setLarge(byte[] text, int from, Rows rows, int node) {
        int start = number.isNegative() ? from + 1 : from;
        int length = number.count() + (number.scale() > 0 ? 1 : 0);
        BigDecimal digits = new BigDecimal(new String(text, start, length, StandardCharsets.US_ASCII));
        if (digits.signum() != 0) {
            long whole = (long) digits.precision() - digits.scale() + number.exponent();
            if (whole > precision - scale) {
                return false;
            }
            digits = whole < -scale ? BigDecimal.ZERO : digits.scaleByPowerOfTen(number.exponent());
        }
        BigDecimal rounded = digits.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > precision) {
            return false;
        }
        BigInteger unscaled = rounded.unscaledValue();
        BigInteger value = number.isNegative() ? unscaled.negate() : unscaled;
        if (small) {
            rows.setLong(node, value.longValueExact());
            return true;
        }
        byte[] bytes = value.toByteArray();
        int at = rows.reserve(bytes.length);
        System.arraycopy(bytes, 0, rows.scratch(), at, bytes.length);
        rows.setScratchBytes(node, at, bytes.length);
        return true;
    }
}
