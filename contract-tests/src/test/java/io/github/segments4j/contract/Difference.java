package io.github.segments4j.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One place where two documents differ, or two {@link ConsumerView}s of them.
 *
 * @param keys the way there
 */
record Difference(List<String> keys, Kind kind, JsonNode before, JsonNode after) {
    enum Kind {
        ADDED,
        REMOVED,
        RAISED,
        LOWERED,
        CHANGED
    }

    /** Where each key is a thing of its own: one that is not there is the same as an empty one. */
    private static final Set<String> MAPS =
            Set.of("properties", "required", "parameters", "headers", "responses", "content");

    /** The order of these is that of a generated method's arguments. */
    private static final String ORDERED = "parameters";

    static List<Difference> between(ObjectNode before, ObjectNode after) {
        List<Difference> found = new ArrayList<>();
        compare(List.of(), before, after, found);
        return found;
    }

    private static void compare(
            List<String> keys, @Nullable JsonNode before, @Nullable JsonNode after, List<Difference> found) {
        String key = keys.isEmpty() ? "" : keys.get(keys.size() - 1);
        boolean map = MAPS.contains(key) && (before instanceof ObjectNode || after instanceof ObjectNode);
        JsonNode nothing = map ? JsonNodeFactory.instance.objectNode() : JsonNodeFactory.instance.missingNode();
        JsonNode old = Objects.requireNonNullElse(before, nothing);
        JsonNode now = Objects.requireNonNullElse(after, nothing);
        if (old instanceof ObjectNode && now instanceof ObjectNode) {
            Set<String> all = new LinkedHashSet<>();
            old.fieldNames().forEachRemaining(all::add);
            now.fieldNames().forEachRemaining(all::add);
            all.forEach(each -> compare(with(keys, each), old.get(each), now.get(each), found));
            if (key.equals(ORDERED) && !order(old, now).equals(order(now, old))) {
                found.add(new Difference(
                        with(keys, "order"), Kind.CHANGED, text(order(old, now)), text(order(now, old))));
            }
        } else if (!old.equals(now)) {
            found.add(new Difference(keys, kind(old, now), old, now));
        }
    }

    private static Kind kind(JsonNode before, JsonNode after) {
        if (before.isMissingNode()) {
            return Kind.ADDED;
        }
        if (after.isMissingNode()) {
            return Kind.REMOVED;
        }
        if (before.isNumber() && after.isNumber()) {
            return after.decimalValue().compareTo(before.decimalValue()) > 0 ? Kind.RAISED : Kind.LOWERED;
        }
        return Kind.CHANGED;
    }

    /** The names that both have, in the order of the first. */
    private static List<String> order(JsonNode of, JsonNode other) {
        List<String> names = new ArrayList<>();
        of.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> !other.has(name));
        return names;
    }

    private static JsonNode text(List<String> names) {
        return JsonNodeFactory.instance.textNode(String.join(", ", names));
    }

    private static List<String> with(List<String> keys, String key) {
        List<String> more = new ArrayList<>(keys);
        more.add(key);
        return more;
    }

    /** The keys as a JSON pointer. */
    String pointer() {
        return keys.stream()
                .map(key -> "/" + key.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** The place and what happened to it, for who edits the contract. */
    @Override
    public String toString() {
        String what = switch (kind) {
            case ADDED -> " was added";
            case REMOVED -> " was removed";
            default -> " was " + before + " and is " + after;
        };
        return place() + what;
    }

    private String place() {
        String way = String.join(" > ", keys);
        return way.replaceFirst("^paths > (\\S+) > (\\w+)", "$2 $1")
                .replaceFirst("^schemas > \\w+ > ", "schema ")
                .replaceAll(" > (properties|content|schema)(?= > )", "");
    }
}
