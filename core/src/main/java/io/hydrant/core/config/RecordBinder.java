package io.hydrant.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns trees of values into configuration records and back, member by member: a record's components are its file's
 * members. Absent members are handed to the constructor as null, which fills in defaults.
 *
 * <p>Reflection in place of a mapping library, because every complaint has to name path, value and fix.
 */
final class RecordBinder {
    private RecordBinder() {}

    /**
     * Makes a record of the members of an object.
     *
     * @param path where the object is in the file; empty at the top
     * @throws InvalidConfigurationException naming the first member that is unknown, missing or wrong
     */
    static <T> T bind(Class<T> record, @Nullable JsonNode object, String path) {
        if (object != null && !object.isObject()) {
            throw new InvalidConfigurationException((path.isEmpty() ? "the file" : path) + ": " + show(object)
                    + " is not a group of members: " + known(record));
        }
        refuseUnknown(record, object, path);
        Constructor<?> constructor = boxedConstructor(record);
        Type[] types = constructor.getGenericParameterTypes();
        RecordComponent[] components = record.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            JsonNode value = object == null ? null : object.get(name);
            values[i] = value == null || isAbsent(value) ? null : value(types[i], value, join(path, name));
        }
        return construct(record, constructor, values);
    }

    /** The tree that {@link #bind} makes the same record of; members that are null are left out. */
    static ObjectNode unbind(Record record) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                if (value != null) {
                    object.set(component.getName(), tree(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return object;
    }

    /** In YAML a member that nothing follows is there, but empty: its default is meant. */
    private static boolean isAbsent(JsonNode value) {
        return value.isNull() || (value.isTextual() && value.textValue().isEmpty());
    }

    private static void refuseUnknown(Class<?> record, @Nullable JsonNode object, String path) {
        if (object == null) {
            return;
        }
        List<String> known = names(record);
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new InvalidConfigurationException(
                        join(path, name) + ": no such member, known here are " + known(record));
            }
        });
    }

    private static <T> T construct(Class<T> record, Constructor<?> constructor, @Nullable Object[] values) {
        try {
            return record.cast(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidConfigurationException invalid) {
                throw invalid;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The constructor whose parameters may all be null; it has the components' number and order. */
    private static Constructor<?> boxedConstructor(Class<?> record) {
        int components = record.getRecordComponents().length;
        return Arrays.stream(record.getDeclaredConstructors())
                .filter(c -> c.getParameterCount() == components)
                .filter(c -> Arrays.stream(c.getParameterTypes()).noneMatch(Class::isPrimitive))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(record + " has no constructor without primitives"));
    }

    private static Object value(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class ? list(element, node, path) : map(element, node, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return bind(plain, node, path);
        }
        Object value = scalar(plain, node);
        if (value == null) {
            throw new InvalidConfigurationException(path + ": " + show(node) + " is not " + wanted(plain));
        }
        return value;
    }

    private static @Nullable Object scalar(Class<?> type, JsonNode node) {
        if (type == String.class) {
            return node.isValueNode() ? node.asText() : null;
        }
        if (type == Integer.class) {
            return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null;
        }
        if (type == Long.class) {
            return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
        }
        if (type == Boolean.class) {
            return node.isBoolean() ? node.booleanValue() : null;
        }
        if (type == Duration.class) {
            return node.isTextual() ? Durations.parse(node.textValue()) : null;
        }
        if (type == Path.class) {
            return node.isTextual() && !node.textValue().isEmpty() ? path(node.textValue()) : null;
        }
        throw new IllegalStateException("configuration has no members of type " + type);
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String wanted(Class<?> type) {
        if (type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration: write a number and one of ms, s, min, h, d, such as 10 s";
        }
        return type == Path.class ? "a path" : "text";
    }

    private static List<Object> list(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            throw new InvalidConfigurationException(path + ": " + show(node) + " is not a list");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(value(element, node.get(i), path + "[" + i + "]"));
        }
        return values;
    }

    private static Map<String, Object> map(Type element, JsonNode node, String path) {
        if (!node.isObject()) {
            throw new InvalidConfigurationException(path + ": " + show(node) + " is not a group of names and values");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            values.put(entry.getKey(), value(element, entry.getValue(), join(path, entry.getKey())));
        }
        return values;
    }

    private static JsonNode tree(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Record record) {
            return unbind(record);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(element -> array.add(tree(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((key, element) -> object.set(key.toString(), tree(element)));
            return object;
        }
        if (value instanceof Duration duration) {
            return nodes.textNode(Durations.format(duration));
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        return value instanceof Number number ? nodes.numberNode(number.longValue()) : nodes.textNode(value.toString());
    }

    private static List<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static String known(Class<?> record) {
        return String.join(", ", names(record));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String show(JsonNode node) {
        return node.isValueNode() ? "'" + node.asText() + "'" : node.isArray() ? "a list" : "a group";
    }
}
