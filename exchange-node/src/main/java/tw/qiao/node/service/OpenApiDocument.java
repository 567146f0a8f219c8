package tw.qiao.node.service;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.service.ViewService.ViewDescription;

/** Describes a generated service as an OpenAPI 3.0.3 document. */
final class OpenApiDocument {
    private static final List<String> REQUIRED_HEADERS = List.of("X-Road-Client", "Gx-Purpose", "Gx-Basis");
    private static final List<String> OPTIONAL_HEADERS = List.of("X-Road-Id", "Gx-Consent");

    private OpenApiDocument() {}

    static ObjectNode of(String id, ServiceDeclaration declaration, ViewDescription view) {
        ObjectNode document = CanonicalJson.MAPPER.createObjectNode();
        document.put("openapi", "3.0.3");
        ObjectNode info = document.putObject("info");
        info.put("title", declaration.titleZh());
        info.put("x-title-en", declaration.titleEn());
        info.put("description", view.remarks().isEmpty() ? declaration.titleEn() : view.remarks());
        info.put("version", "1");
        document.putArray("servers").addObject().put("url", "/r1/" + id);
        ObjectNode operation = document.putObject("paths")
                .putObject("/{" + declaration.parameter() + "}")
                .putObject("get");
        operation.put("operationId", declaration.code());
        operation.put("summary", declaration.titleZh());
        parameters(operation, declaration, view);
        responses(operation.putObject("responses"));
        schemas(document.putObject("components").putObject("schemas"), declaration, view);
        return document;
    }

    private static void parameters(ObjectNode operation, ServiceDeclaration declaration, ViewDescription view) {
        var parameters = operation.putArray("parameters");
        ObjectNode number = parameters.addObject();
        number.put("name", declaration.parameter()).put("in", "path").put("required", true);
        ObjectNode schema = number.putObject("schema");
        view.column(declaration.parameter()).describe(schema);
        schema.remove("nullable");
        ObjectNode fields = parameters.addObject();
        fields.put("name", "fields").put("in", "query").put("required", false);
        fields.put("style", "form").put("explode", false);
        fields.put("description", "The fields to tell; without it, all that the grant allows");
        ObjectNode names = fields.putObject("schema").put("type", "array").putObject("items");
        var choices = names.put("type", "string").putArray("enum");
        declaration.fields().forEach(choices::add);
        REQUIRED_HEADERS.forEach(name -> header(parameters.addObject(), name, true));
        OPTIONAL_HEADERS.forEach(name -> header(parameters.addObject(), name, false));
    }

    private static void header(ObjectNode parameter, String name, boolean required) {
        parameter.put("name", name).put("in", "header").put("required", required);
        parameter.putObject("schema").put("type", "string");
    }

    private static void responses(ObjectNode responses) {
        ObjectNode found = responses.putObject("200");
        found.put("description", "The rows that were found, none included");
        reference(found, "Rows");
        ObjectNode failed = responses.putObject("default");
        failed.put("description", "An error of the exchange; its code is also in the header X-Road-Error");
        reference(failed, "Error");
    }

    private static void reference(ObjectNode response, String schema) {
        response.putObject("content")
                .putObject(Answer.JSON)
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + schema);
    }

    private static void schemas(ObjectNode schemas, ServiceDeclaration declaration, ViewDescription view) {
        ObjectNode rows = schemas.putObject("Rows").put("type", "object");
        rows.putArray("required").add("data");
        ObjectNode properties = rows.putObject("properties");
        ObjectNode data = properties.putObject("data").put("type", "array").put("maxItems", ViewService.MOST_ROWS);
        data.putObject("items").put("$ref", "#/components/schemas/Row");
        properties.putObject("truncated").put("type", "boolean");
        ObjectNode row = schemas.putObject("Row").put("type", "object").putObject("properties");
        declaration.fields().forEach(name -> view.column(name).describe(row.putObject(name)));
        ObjectNode error = schemas.putObject("Error").put("type", "object").putObject("properties");
        for (String name : List.of("type", "message", "detail")) {
            error.putObject(name).put("type", "string");
        }
        error.putObject("retryable").put("type", "boolean");
    }
}
