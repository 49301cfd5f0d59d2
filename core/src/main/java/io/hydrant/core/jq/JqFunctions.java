package io.hydrant.core.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** The functions that queries can use: the library's, and what of jq 1.6 it lacks and a query of a stream may need. */
final class JqFunctions {
    static final Version VERSION = Versions.JQ_1_6;
    private static final String ISO_8601 = "%Y-%m-%dT%H:%M:%SZ";

    private JqFunctions() {}

    /** All functions; made once, since reading the library's takes a tenth of a second. */
    static Scope scope() {
        return Holder.SCOPE;
    }

    private static final class Holder {
        static final Scope SCOPE = load();
    }

    private static Scope load() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().listFunctions(VERSION, scope).forEach((name, function) -> {
            // Not of jq, and shows more than a query should see.
            if (!name.startsWith("debug_scope")) {
                scope.addFunction(name, function);
            }
        });
        addDates(scope);
        addMath(scope);
        addStreams(scope);
        return scope;
    }

    private static void addDates(Scope scope) {
        scope.addFunction("strptime", 1, onArgument(JqFunctions::strptime));
        scope.addFunction("strftime", 1, onArgument(JqFunctions::strftime));
        scope.addFunction("strflocaltime", 1, onArgument(JqFunctions::strftime));
        scope.addFunction(
                "gmtime", 0, onInput(in -> BrokenDownTime.ofSeconds(number(in)).toJson()));
        scope.addFunction(
                "localtime",
                0,
                onInput(in -> BrokenDownTime.ofSeconds(number(in)).toJson()));
        scope.addFunction("mktime", 0, onInput(JqFunctions::mktime));
        for (String name : List.of("todate", "todateiso8601")) {
            scope.addFunction(name, 0, onInput(in -> strftime(in, TextNode.valueOf(ISO_8601))));
        }
        for (String name : List.of("fromdate", "fromdateiso8601")) {
            scope.addFunction(name, 0, onInput(in -> mktime(strptime(in, TextNode.valueOf(ISO_8601)))));
        }
    }

    private static void addMath(Scope scope) {
        unary(scope, "fabs", Math::abs);
        unary(scope, "rint", Math::rint);
        unary(scope, "nearbyint", Math::rint);
        unary(scope, "trunc", value -> value < 0 ? Math.ceil(value) : Math.floor(value));
        binary(scope, "fmin", Math::min);
        binary(scope, "fmax", Math::max);
        binary(scope, "fmod", (a, b) -> a % b);
    }

    private static void addStreams(Scope scope) {
        scope.addFunction(
                "isempty",
                1,
                (inner, args, in, path, output, version) -> output.emit(
                        BooleanNode.valueOf(values(inner, args.get(0), in).isEmpty()), null));
        scope.addFunction(
                "IN",
                1,
                (inner, args, in, path, output, version) ->
                        output.emit(BooleanNode.valueOf(contains(values(inner, args.get(0), in), List.of(in))), null));
        scope.addFunction(
                "IN",
                2,
                (inner, args, in, path, output, version) -> output.emit(
                        BooleanNode.valueOf(contains(values(inner, args.get(1), in), values(inner, args.get(0), in))),
                        null));
    }

    /** What a function makes of its input. */
    private interface OfInput {
        JsonNode apply(JsonNode in) throws JsonQueryException;
    }

    /** What a function makes of its input and an argument. */
    private interface OfArgument {
        JsonNode apply(JsonNode in, JsonNode argument) throws JsonQueryException;
    }

    private static Function onInput(OfInput function) {
        return (scope, args, in, path, output, version) -> output.emit(function.apply(in), null);
    }

    private static Function onArgument(OfArgument function) {
        return (scope, args, in, path, output, version) ->
                args.get(0).apply(scope, in, argument -> output.emit(function.apply(in, argument), null));
    }

    private static void unary(Scope scope, String name, DoubleUnaryOperator operator) {
        scope.addFunction(name, 0, onInput(in -> number(operator.applyAsDouble(number(in)))));
    }

    private static void binary(Scope scope, String name, DoubleBinaryOperator operator) {
        scope.addFunction(name, 2, (inner, args, in, path, output, version) -> {
            for (JsonNode right : values(inner, args.get(1), in)) {
                for (JsonNode left : values(inner, args.get(0), in)) {
                    output.emit(number(operator.applyAsDouble(number(left), number(right))), null);
                }
            }
        });
    }

    private static List<JsonNode> values(Scope scope, Expression expression, JsonNode in) throws JsonQueryException {
        List<JsonNode> values = new ArrayList<>();
        expression.apply(scope, in, values::add);
        return values;
    }

    private static boolean contains(List<JsonNode> values, List<JsonNode> sought) {
        return sought.stream().anyMatch(values::contains);
    }

    private static JsonNode strptime(JsonNode in, JsonNode format) throws JsonQueryException {
        if (!in.isTextual() || !format.isTextual()) {
            throw new JsonQueryException("strptime/1 requires string inputs and arguments");
        }
        BrokenDownTime time = TimeParser.parse(in.asText(), format.asText());
        if (time == null) {
            throw new JsonQueryException("the date does not match the format");
        }
        return time.toJson();
    }

    private static JsonNode strftime(JsonNode in, JsonNode format) throws JsonQueryException {
        BrokenDownTime time = in.isNumber() ? BrokenDownTime.ofSeconds(in.asDouble()) : BrokenDownTime.ofJson(in);
        if (time == null || !format.isTextual()) {
            throw new JsonQueryException("strftime/1 requires parsed datetime inputs and a string format");
        }
        return TextNode.valueOf(TimeFormatter.format(time, format.asText()));
    }

    private static JsonNode mktime(JsonNode in) throws JsonQueryException {
        BrokenDownTime time = BrokenDownTime.ofJson(in);
        if (time == null) {
            throw new JsonQueryException("mktime requires parsed datetime inputs");
        }
        return number((double) time.toSeconds());
    }

    private static double number(JsonNode node) throws JsonQueryException {
        if (!node.isNumber()) {
            throw new JsonQueryException("number required");
        }
        return node.asDouble();
    }

    /** As the library makes numbers: whole ones are integers. */
    private static JsonNode number(double value) {
        return value == (double) (long) value
                ? BrokenDownTime.JSON.numberNode((long) value)
                : DoubleNode.valueOf(value);
    }
}
