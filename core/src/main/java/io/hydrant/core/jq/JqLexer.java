package io.hydrant.core.jq;

import io.hydrant.core.jq.JqToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a query into its pieces. For queries that the library has compiled: then brackets match and strings end. It knows
 * as much of jq as is needed to see keys, paths and calls.
 */
final class JqLexer {
    private final String query;
    private final List<JqToken> tokens = new ArrayList<>();
    private int at;

    private JqLexer(String query) {
        this.query = query;
    }

    static List<JqToken> tokens(String query) {
        JqLexer lexer = new JqLexer(query);
        while (lexer.at < query.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = query.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '#') {
            int end = query.indexOf('\n', at);
            at = end < 0 ? query.length() : end;
        } else if (c == '"') {
            string();
        } else if (isWordStart(c)) {
            add(Kind.WORD, at);
        } else if (c == '.' && startsWord(at + 1)) {
            add(Kind.FIELD, at + 1);
        } else if (c == '$' && startsWord(at + 1)) {
            add(Kind.VARIABLE, at + 1);
        } else if (c == '@' && startsWord(at + 1)) {
            add(Kind.FORMAT, at + 1);
        } else if (Character.isDigit(c)) {
            number();
        } else {
            tokens.add(new JqToken(Kind.SIGN, String.valueOf(c)));
            at++;
        }
    }

    private boolean startsWord(int i) {
        return i < query.length() && isWordStart(query.charAt(i));
    }

    private static boolean isWordStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void add(Kind kind, int from) {
        int end = from;
        while (end < query.length() && (isWordStart(query.charAt(end)) || Character.isDigit(query.charAt(end)))) {
            end++;
        }
        tokens.add(new JqToken(kind, query.substring(from, end)));
        at = end;
    }

    private void number() {
        int start = at;
        while (at < query.length() && (Character.isLetterOrDigit(query.charAt(at)) || query.charAt(at) == '.')) {
            at++;
        }
        tokens.add(new JqToken(Kind.NUMBER, query.substring(start, at)));
    }

    private void string() {
        int place = tokens.size();
        StringBuilder text = new StringBuilder();
        at++;
        while (at < query.length() && query.charAt(at) != '"') {
            char c = query.charAt(at++);
            if (c != '\\' || at == query.length()) {
                text.append(c);
            } else if (query.charAt(at) == '(') {
                interpolation();
            } else {
                escape(text);
            }
        }
        at++;
        boolean template = tokens.size() > place;
        tokens.add(place, template ? new JqToken(Kind.TEMPLATE, "") : new JqToken(Kind.STRING, text.toString()));
    }

    private void interpolation() {
        int open = 0;
        do {
            int before = tokens.size();
            next();
            if (tokens.size() > before) {
                open += tokens.get(before).isSign('(') ? 1 : tokens.get(before).isSign(')') ? -1 : 0;
            }
        } while (open > 0 && at < query.length());
    }

    private void escape(StringBuilder text) {
        char c = query.charAt(at++);
        switch (c) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                int end = Math.min(at + 4, query.length());
                text.append((char) Integer.parseInt(query.substring(at, end), 16));
                at = end;
            }
            default -> text.append(c);
        }
    }
}
