package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads bytes that are written in Base64 of RFC 4648, with its padding. */
final class BinaryReader extends ScalarReader {
    private static final byte[] SIXTETS = new byte[256];

    static {
        Arrays.fill(SIXTETS, (byte) -1);
        byte[] letters =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < letters.length; i++) {
            SIXTETS[letters[i]] = (byte) i;
        }
    }

    BinaryReader(Place place) {
        super(place);
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        return json[at] == '"' ? readString(json, at, to, rows, node) : readOther(json, at, to, depth, rows, node);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        if ((to - from) % 4 != 0) {
            return false;
        }
        int padding = from == to || text[to - 1] != '=' ? 0 : text[to - 2] != '=' ? 1 : 2;
        int length = (to - from) / 4 * 3 - padding;
        int start = rows.reserve(length);
        byte[] target = rows.scratch();
        int out = start;
        int full = padding == 0 ? to : to - 4;
        for (int i = from; i < full; i += 4) {
            int bits = four(text[i], text[i + 1], text[i + 2], text[i + 3]);
            if (bits < 0) {
                return false;
            }
            target[out++] = (byte) (bits >> 16);
            target[out++] = (byte) (bits >> 8);
            target[out++] = (byte) bits;
        }
        if (padding > 0) {
            int bits = four(text[full], text[full + 1], padding == 2 ? (byte) 'A' : text[full + 2], (byte) 'A');
            if (bits < 0) {
                return false;
            }
            target[out++] = (byte) (bits >> 16);
            if (padding == 1) {
                target[out] = (byte) (bits >> 8);
            }
        }
        rows.setScratchBytes(node, start, length);
        return true;
    }

    /** 24 bits, or negative if one of the letters is none. */
    private static int four(byte first, byte second, byte third, byte fourth) {
        return SIXTETS[first & 0xff] << 18
                | SIXTETS[second & 0xff] << 12
                | SIXTETS[third & 0xff] << 6
                | SIXTETS[fourth & 0xff];
    }
}
