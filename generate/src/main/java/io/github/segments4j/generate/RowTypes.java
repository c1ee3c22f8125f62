package io.github.segments4j.generate;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import org.openapitools.codegen.CodegenConfig;
import org.openapitools.codegen.utils.ModelUtils;

/**
 * Names the types of rows for which a client has no class, such as texts and free-form objects: {@code x-paging.rows.type}
 * is the generator's own type for them.
 */
final class RowTypes {
    private RowTypes() {}

    static void name(OpenAPI api, CodegenConfig config) {
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> operation.getExtensions() != null)
                .forEach(operation -> name(operation, api, config));
    }

    @SuppressWarnings("unchecked")
    private static void name(Operation operation, OpenAPI api, CodegenConfig config) {
        if (operation.getExtensions().get("x-paging") instanceof Map<?, ?> paging
                && paging.get("rows") instanceof Map<?, ?> rows) {
            Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + rows.get("schema"));
            Schema<?> known = ModelUtils.unaliasSchema(api, schema);
            if (!schema.get$ref().equals(known.get$ref())) {
                ((Map<String, Object>) rows).put("type", config.getTypeDeclaration(known));
            }
        }
    }
}
