package io.hydrant.core.jq;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import io.hydrant.core.jq.JqToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Finds functions and variables that a query uses and nobody defines, which the library itself finds with each record. */
final class JqNames {
    private static final Set<String> KEYWORDS = Set.of(
            "and", "as", "break", "catch", "def", "elif", "else", "end", "false", "foreach", "if", "label", "null",
            "or", "reduce", "then", "true", "try");

    private final List<JqToken> tokens;
    private final Set<String> functions = new HashSet<>();
    private final Set<String> variables = new HashSet<>();

    private JqNames(List<JqToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * Refuses a query that uses what is not there.
     *
     * @param known whether there is a function of a name and a number of arguments
     */
    static void check(List<JqToken> tokens, BiPredicate<String, Integer> known) {
        JqNames names = new JqNames(tokens);
        names.collectDefinitions();
        names.checkUses(known);
    }

    private void collectDefinitions() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            JqToken token = tokens.get(i);
            if (token.isWord("def")) {
                functions.add(tokens.get(i + 1).text());
                collectUntil(i + 2, ':');
            } else if (token.isWord("as") || token.isWord("label")) {
                collectUntil(i + 1, '|');
            }
        }
    }

    /** Parameters, the variables of a pattern, and of a loop: what stands before a sign outside of braces. */
    private void collectUntil(int from, char sign) {
        int braces = 0;
        for (int i = from; i < tokens.size(); i++) {
            JqToken token = tokens.get(i);
            braces += token.isSign('{') || token.isSign('[') ? 1 : token.isSign('}') || token.isSign(']') ? -1 : 0;
            if (token.isSign(sign) && braces == 0) {
                return;
            }
            boolean parameter = sign == ':' && (token.kind() == Kind.WORD || token.kind() == Kind.VARIABLE);
            if (parameter) {
                functions.add(token.text());
            }
            if (token.kind() == Kind.VARIABLE) {
                variables.add(token.text());
            }
        }
    }

    private void checkUses(BiPredicate<String, Integer> known) {
        Deque<Character> brackets = new ArrayDeque<>();
        boolean key = false;
        for (int i = 0; i < tokens.size(); i++) {
            JqToken token = tokens.get(i);
            boolean field = i > 0 && tokens.get(i - 1).isSign('.');
            boolean definition = i > 0 && tokens.get(i - 1).isWord("def");
            if (token.kind() == Kind.WORD && !key && !field && !definition) {
                checkFunction(token.text(), i, known);
            } else if (token.kind() == Kind.FORMAT && !known.test("@" + token.text(), 0)) {
                throw invalid("Format @" + token.text() + " does not exist");
            } else if (token.kind() == Kind.VARIABLE && !variables.contains(token.text())) {
                throw invalid("Variable $" + token.text() + " is not defined");
            }
            if (token.opens()) {
                brackets.push(token.text().charAt(0));
            } else if (token.closes() && !brackets.isEmpty()) {
                brackets.pop();
            }
            boolean inObject = Character.valueOf('{').equals(brackets.peek());
            key = inObject && (token.isSign('{') || token.isSign(',') || (key && token.kind() == Kind.FORMAT));
        }
    }

    private void checkFunction(String name, int at, BiPredicate<String, Integer> known) {
        if (name.equals("import") || name.equals("include") || name.equals("module")) {
            throw invalid("Modules cannot be used");
        }
        int arguments = arguments(at + 1);
        if (!KEYWORDS.contains(name) && !functions.contains(name) && !known.test(name, arguments)) {
            throw invalid("Function " + name + "/" + arguments + " does not exist");
        }
    }

    private int arguments(int opening) {
        if (opening >= tokens.size() || !tokens.get(opening).isSign('(')) {
            return 0;
        }
        int arguments = 1;
        int depth = 0;
        for (int i = opening; i < tokens.size(); i++) {
            JqToken token = tokens.get(i);
            depth += token.opens() ? 1 : token.closes() ? -1 : 0;
            if (depth == 0) {
                break;
            }
            arguments += depth == 1 && token.isSign(';') ? 1 : 0;
        }
        return arguments;
    }

    private static RuntimeException invalid(String reason) {
        return invalidArgument(JqQuery.REFUSED + reason);
    }
}
