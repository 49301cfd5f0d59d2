package io.hydrant.core.jq;

import io.hydrant.core.jq.JqToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a query's text shows of the object that the query gives: {@code {key: value, ...}} behind its last pipe. */
final class JqObject {
    private JqObject() {}

    /** The pieces of each member's value by its key; empty if the text does not show the keys. */
    static Optional<Map<String, List<JqToken>>> members(List<JqToken> query) {
        List<JqToken> object = lastStep(unwrap(query));
        if (object.size() < 2 || !object.get(0).isSign('{') || closing(object, 0) != object.size() - 1) {
            return Optional.empty();
        }
        Map<String, List<JqToken>> members = new LinkedHashMap<>();
        int at = 1;
        while (at < object.size() - 1) {
            JqToken key = object.get(at);
            int end = endOfMember(object, at);
            boolean named = key.kind() == Kind.WORD || key.kind() == Kind.STRING || key.kind() == Kind.VARIABLE;
            boolean alone = end == at + 1;
            if (!named || !(alone || object.get(at + 1).isSign(':'))) {
                return Optional.empty();
            }
            members.put(key.text(), alone ? shorthand(key) : object.subList(at + 2, end));
            at = end + 1;
        }
        return Optional.of(members);
    }

    /** {@code {key}} is {@code {key: .key}}, but {@code {$key}} has the value of a variable. */
    private static List<JqToken> shorthand(JqToken key) {
        return List.of(new JqToken(key.kind() == Kind.VARIABLE ? Kind.VARIABLE : Kind.FIELD, key.text()));
    }

    /** The members, if all are simple paths and each has a key of its own, and there is nothing else. */
    static Optional<List<JqMember>> simpleMembers(List<JqToken> query) {
        List<JqToken> object = unwrap(query);
        Optional<Map<String, List<JqToken>>> members =
                object.isEmpty() || !object.get(0).isSign('{') ? Optional.empty() : members(object);
        if (members.isEmpty() || members.get().isEmpty() || members.get().size() != count(object)) {
            return Optional.empty();
        }
        List<JqMember> simple = new ArrayList<>();
        for (Map.Entry<String, List<JqToken>> member : members.get().entrySet()) {
            List<String> path = path(unwrap(member.getValue()));
            if (path.isEmpty()) {
                return Optional.empty();
            }
            simple.add(new JqMember(member.getKey(), path));
        }
        return Optional.of(List.copyOf(simple));
    }

    private static int count(List<JqToken> object) {
        int count = 0;
        for (int at = 1; at < object.size() - 1; at = endOfMember(object, at) + 1) {
            count++;
        }
        return count;
    }

    /** What is within parentheses around all of it. */
    private static List<JqToken> unwrap(List<JqToken> tokens) {
        List<JqToken> inner = tokens;
        while (inner.size() > 2 && inner.get(0).isSign('(') && closing(inner, 0) == inner.size() - 1) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }

    /** What stands behind the last pipe and the last definition. */
    private static List<JqToken> lastStep(List<JqToken> tokens) {
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).opens()) {
                i = closing(tokens, i);
            } else if (tokens.get(i).isSign('|') || tokens.get(i).isSign(';')) {
                from = i + 1;
            }
        }
        return unwrap(tokens.subList(from, tokens.size()));
    }

    private static int endOfMember(List<JqToken> object, int at) {
        int i = at;
        while (i < object.size() - 1 && !object.get(i).isSign(',')) {
            i = object.get(i).opens() ? closing(object, i) + 1 : i + 1;
        }
        return i;
    }

    private static int closing(List<JqToken> tokens, int opening) {
        int depth = 0;
        for (int i = opening; i < tokens.size(); i++) {
            depth += tokens.get(i).opens() ? 1 : tokens.get(i).closes() ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    /** The names of a path of fields only; empty if it is anything else. */
    private static List<String> path(List<JqToken> value) {
        List<String> path = new ArrayList<>();
        int at = 0;
        while (at < value.size()) {
            JqToken token = value.get(at);
            boolean dot = token.isSign('.') && (at == 0 || (at + 1 < value.size() && isString(value.get(at + 1))));
            int next = dot ? at + 1 : at;
            if (token.kind() == Kind.FIELD) {
                path.add(token.text());
                at++;
            } else if (dot && next < value.size() && isString(value.get(next))) {
                path.add(value.get(next).text());
                at = next + 1;
            } else if ((dot || at > 0)
                    && next + 2 < value.size()
                    && value.get(next).isSign('[')
                    && isString(value.get(next + 1))
                    && value.get(next + 2).isSign(']')) {
                path.add(value.get(next + 1).text());
                at = next + 3;
            } else {
                return List.of();
            }
        }
        return path;
    }

    private static boolean isString(JqToken token) {
        return token.kind() == Kind.STRING;
    }
}
