package io.hydrant.operators.jq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.jq.JqMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths of a query's members, as a tree: a node for each field on the way, the document itself at the top. */
final class PathTree {
    private final byte[][] names;
    private final PathTree[] children;
    /** Members whose value is the one at this node. */
    private final int[] here;
    /** Members whose value is further down. */
    private final int[] below;

    private PathTree(byte[][] names, PathTree[] children, int[] here, int[] below) {
        this.names = names;
        this.children = children;
        this.here = here;
        this.below = below;
    }

    /** The tree of all members; they are known by their index. */
    static PathTree of(List<JqMember> members) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            all.add(i);
        }
        return of(members, all, 0);
    }

    private static PathTree of(List<JqMember> members, List<Integer> some, int depth) {
        List<Integer> here = new ArrayList<>();
        Map<String, List<Integer>> byName = new LinkedHashMap<>();
        for (int member : some) {
            List<String> path = members.get(member).path();
            if (path.size() == depth) {
                here.add(member);
            } else {
                byName.computeIfAbsent(path.get(depth), name -> new ArrayList<>())
                        .add(member);
            }
        }
        List<byte[]> names = new ArrayList<>();
        List<PathTree> children = new ArrayList<>();
        List<Integer> below = new ArrayList<>();
        byName.forEach((name, further) -> {
            names.add(name.getBytes(UTF_8));
            children.add(of(members, further, depth + 1));
            below.addAll(further);
        });
        return new PathTree(names.toArray(byte[][]::new), children.toArray(PathTree[]::new), ints(here), ints(below));
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The node of a field by its name, which has no escapes; null if no path leads there. */
    @Nullable
    PathTree child(byte[] json, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name.length == to - from && Arrays.equals(name, 0, name.length, json, from, to)) {
                return children[i];
            }
        }
        return null;
    }

    boolean hasChildren() {
        return children.length > 0;
    }

    int[] here() {
        return here;
    }

    int[] below() {
        return below;
    }
}
