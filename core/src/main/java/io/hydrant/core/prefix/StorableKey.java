package io.hydrant.core.prefix;

/**
 * Makes a key such that every store can hold it as it is.
 *
 * <p>S3 knows no folders: to it {@code a/../b} is a name like any other. File systems and the clients of S3 that look like
 * one would leave {@code a} instead, some take a backslash for a slash, and none of them can be relied on to store or list
 * control characters. So the dots of such a segment, backslashes and control characters become percent-encoded, and nothing
 * else does: {@code a/%2E%2E/b}.
 */
final class StorableKey {
    private StorableKey() {}

    static String of(String key) {
        return isStorable(key) ? key : encode(key);
    }

    private static boolean isStorable(String key) {
        int dots = 0;
        boolean onlyDots = true;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (isUnfit(c)) {
                return false;
            } else if (c == '/') {
                if (onlyDots && isRelative(dots)) {
                    return false;
                }
                dots = 0;
                onlyDots = true;
            } else if (c == '.') {
                dots++;
            } else {
                onlyDots = false;
            }
        }
        return !(onlyDots && isRelative(dots));
    }

    private static boolean isRelative(int dots) {
        return dots == 1 || dots == 2;
    }

    private static boolean isUnfit(char c) {
        return c < ' ' || c == 0x7f || c == '\\';
    }

    private static String encode(String key) {
        StringBuilder out = new StringBuilder(key.length() + 16);
        for (int start = 0; start <= key.length(); ) {
            int slash = key.indexOf('/', start);
            int end = slash < 0 ? key.length() : slash;
            encodeSegment(key.substring(start, end), out);
            if (slash >= 0) {
                out.append('/');
            }
            start = end + 1;
        }
        return out.toString();
    }

    private static void encodeSegment(String segment, StringBuilder out) {
        boolean relative = segment.equals(".") || segment.equals("..");
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (relative) {
                out.append("%2E");
            } else if (isUnfit(c)) {
                out.append('%')
                        .append(Character.forDigit(c >> 4, 16))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                out.append(c);
            }
        }
    }
}
