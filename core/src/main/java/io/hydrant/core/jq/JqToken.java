package io.hydrant.core.jq;

/**
 * A piece of a query's text.
 *
 * @param text of a field, a variable or a string what stands behind the dot, the dollar sign and the quotation mark; of a
 *     string with interpolation nothing
 */
record JqToken(Kind kind, String text) {
    /** What a piece is. */
    enum Kind {
        /** A word: a keyword, a function's name, a key. */
        WORD,
        FIELD,
        VARIABLE,
        FORMAT,
        /** A string without interpolation. */
        STRING,
        /** A string with interpolation; what is interpolated follows, in parentheses. */
        TEMPLATE,
        NUMBER,
        /** One character of an operator, or a bracket. */
        SIGN
    }

    boolean isSign(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean opens() {
        return isSign('(') || isSign('[') || isSign('{');
    }

    boolean closes() {
        return isSign(')') || isSign(']') || isSign('}');
    }
}
