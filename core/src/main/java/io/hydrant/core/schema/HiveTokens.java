package io.hydrant.core.schema;

import java.util.Locale;

/**
 * Words, quoted texts and symbols of Hive's language, one behind the other. White space and comments are passed over.
 *
 * <p>A word is whatever stands between symbols: Glue has names such as {@code @type} and {@code user-id} in its types.
 */
final class HiveTokens {
    /** What a token is. */
    enum Kind {
        WORD,
        /** A name between backquotes. */
        NAME,
        /** A text between quotation marks. */
        TEXT,
        SYMBOL,
        END
    }

    private static final String SYMBOLS = "<>(),:;='\"`";

    private final String text;
    private int next;
    private int from;
    private Kind kind = Kind.END;
    private String token = "";

    HiveTokens(String text) {
        this.text = text;
        advance();
    }

    /** What the present token is. */
    Kind kind() {
        return kind;
    }

    /** The present token, without its quotes; empty at the end. */
    String token() {
        return token;
    }

    /** Whether the present token is this word, in upper or lower case, or this symbol. */
    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && token.equalsIgnoreCase(expected);
    }

    /** Goes on if the present token is this one. */
    boolean accept(String expected) {
        boolean accepted = is(expected);
        if (accepted) {
            advance();
        }
        return accepted;
    }

    /** @throws InvalidSchemaException if the present token is another one */
    void expect(String expected) {
        if (!accept(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    /**
     * The name of a column, a field or a table in lower case, as Hive keeps it.
     *
     * @param what it is, for the message
     * @throws InvalidSchemaException if the present token is no name
     */
    String name(String what) {
        if (kind != Kind.WORD && kind != Kind.NAME) {
            throw unexpected("the name of a " + what);
        }
        String name = token.toLowerCase(Locale.ROOT);
        advance();
        return name;
    }

    /** The refusal of the present token. */
    InvalidSchemaException unexpected(String expected) {
        String found = kind == Kind.END ? "the end" : "'" + token + "'";
        return new InvalidSchemaException(found + " stands where " + expected + " should");
    }

    /** Line that the present token begins in, from 1. */
    int line() {
        return 1 + (int) text.substring(0, from).chars().filter(c -> c == '\n').count();
    }

    /** Goes on to the next token. */
    void advance() {
        skipBlanks();
        from = next;
        if (next == text.length()) {
            kind = Kind.END;
            token = "";
            return;
        }
        char first = text.charAt(next);
        if (first == '`' || first == '\'' || first == '"') {
            quoted(first);
        } else if (SYMBOLS.indexOf(first) >= 0) {
            kind = Kind.SYMBOL;
            token = Character.toString(first);
            next++;
        } else {
            word();
        }
    }

    private void word() {
        while (next < text.length()
                && SYMBOLS.indexOf(text.charAt(next)) < 0
                && !Character.isWhitespace(text.charAt(next))
                && !commentBegins()) {
            next++;
        }
        kind = Kind.WORD;
        token = text.substring(from, next);
    }

    /** A name has its backquotes doubled, a text has them escaped. */
    private void quoted(char quote) {
        StringBuilder content = new StringBuilder();
        for (next++; next < text.length(); next++) {
            char c = text.charAt(next);
            if (quote != '`' && c == '\\' && next + 1 < text.length()) {
                content.append(text.charAt(++next));
            } else if (c != quote) {
                content.append(c);
            } else if (quote == '`' && text.startsWith("``", next)) {
                content.append(text.charAt(++next));
            } else {
                next++;
                kind = quote == '`' ? Kind.NAME : Kind.TEXT;
                token = content.toString();
                return;
            }
        }
        throw new InvalidSchemaException("a quotation mark " + quote + " is opened and never closed");
    }

    private void skipBlanks() {
        while (next < text.length()) {
            if (Character.isWhitespace(text.charAt(next))) {
                next++;
            } else if (text.startsWith("--", next)) {
                int end = text.indexOf('\n', next);
                next = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", next)) {
                int end = text.indexOf("*/", next + 2);
                if (end < 0) {
                    from = next;
                    throw new InvalidSchemaException("a comment /* is opened and never closed");
                }
                next = end + 2;
            } else {
                return;
            }
        }
    }

    private boolean commentBegins() {
        return text.startsWith("--", next) || text.startsWith("/*", next);
    }
}
