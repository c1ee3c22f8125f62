package io.github.segments4j.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An OpenAPI document without what its consumers can't see, so that two of them can be compared key by key:
 * references are followed, but for schemas, whose names are those of generated classes; parameters, servers,
 * required properties and enum values have keys instead of numbers; what is optional anyway is not said; each
 * schema stands under the direction that it is sent in.
 */
final class ConsumerView {
    private static final String SCHEMA = "#/components/schemas/";

    /** What OpenAPI takes for granted. */
    private static final Map<String, Boolean> DEFAULTS =
            Map.of("required", false, "nullable", false, "deprecated", false, "additionalProperties", true);

    private final ObjectNode document;

    private ConsumerView(ObjectNode document) {
        this.document = document;
    }

    static ObjectNode of(ObjectNode contract) {
        ConsumerView view = new ConsumerView(contract.deepCopy());
        view.document.replace("paths", view.resolved(view.document.path("paths")));
        view.document.path("paths").forEach(path -> path.forEach(view::nameTheParts));
        view.document.remove("security");
        view.nameTheServers();
        view.sortTheSchemas();
        view.document.replace(
                "securitySchemes", view.document.path("components").path("securitySchemes"));
        view.document.remove("components");
        view.plain(view.document);
        return view.document;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (!reference.isEmpty() && !reference.startsWith(SCHEMA)) {
            JsonNode target = document.at(reference.substring(1));
            return target.isMissingNode() ? node : resolved(target);
        }
        JsonNode copy = node.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(resolved(field.getValue())));
        } else if (copy instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, resolved(array.get(i)));
            }
        }
        return copy;
    }

    private void nameTheParts(JsonNode node) {
        if (!(node instanceof ObjectNode operation)) {
            return;
        }
        ObjectNode required = operation.putObject("required");
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        operation.path("parameters").forEach(each -> {
            ObjectNode parameter = (ObjectNode) each;
            String key =
                    parameter.path("in").asText() + " " + parameter.path("name").asText();
            parameter.remove(List.of("in", "name"));
            JsonNode demanded = parameter.remove("required");
            if (demanded != null && demanded.asBoolean()) {
                required.put(key, true);
            }
            parameters.set(key, parameter);
        });
        operation.set("parameters", parameters);
        if (!operation.has("security")) {
            operation.set("security", document.path("security"));
        }
    }

    /** The first one is what generated clients ask unless they are told. */
    private void nameTheServers() {
        ObjectNode servers = JsonNodeFactory.instance.objectNode();
        servers.set("first", document.path("servers").path(0).path("url"));
        document.path("servers")
                .forEach(server -> servers.set(server.path("url").asText(), ((ObjectNode) server).without("url")));
        document.set("servers", servers);
    }

    private void sortTheSchemas() {
        ObjectNode all = document.withObject("/components/schemas");
        Set<String> requests = new TreeSet<>();
        Set<String> answers = new TreeSet<>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    addReferences(operation.path("requestBody"), all, requests);
                    addReferences(operation.path("parameters"), all, requests);
                    addReferences(operation.path("responses"), all, answers);
                }));
        ObjectNode schemas = document.putObject("schemas");
        Map.of("requests", requests, "answers", answers)
                .forEach((direction, names) ->
                        schemas.set(direction, all.deepCopy().retain(names)));
        Set<String> unused = new HashSet<>();
        all.fieldNames().forEachRemaining(unused::add);
        unused.removeAll(requests);
        unused.removeAll(answers);
        schemas.set("unused", all.deepCopy().retain(unused));
    }

    private static void addReferences(JsonNode node, JsonNode all, Set<String> names) {
        node.findValuesAsText("$ref").stream()
                .filter(reference -> reference.startsWith(SCHEMA))
                .map(reference -> reference.substring(SCHEMA.length()))
                .filter(names::add)
                .toList()
                .forEach(name -> addReferences(all.path(name), all, names));
    }

    private void plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List.of("required", "enum").forEach(field -> {
                if (object.get(field) instanceof ArrayNode values) {
                    ObjectNode keys = object.putObject(field);
                    values.forEach(value -> keys.put(value.asText(), true));
                }
            });
            DEFAULTS.forEach((field, taken) -> {
                JsonNode said = object.get(field);
                if (said != null && said.isBoolean() && said.asBoolean() == taken) {
                    object.remove(field);
                }
            });
        }
        node.forEach(this::plain);
    }
}
