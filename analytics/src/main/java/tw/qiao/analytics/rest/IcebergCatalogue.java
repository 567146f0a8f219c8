package tw.qiao.analytics.rest;

import java.util.List;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.apache.iceberg.rest.responses.LoadTableResponseParser;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** The reading half of Iceberg's REST catalogue, with one namespace. */
final class IcebergCatalogue {
    static final String NAMESPACE = "warehouse";

    /** As clients compare them with what they know. */
    private static final List<String> OFFERED = List.of(
            "GET /v1/{prefix}/namespaces",
            "GET /v1/{prefix}/namespaces/{namespace}",
            "HEAD /v1/{prefix}/namespaces/{namespace}",
            "GET /v1/{prefix}/namespaces/{namespace}/tables",
            "GET /v1/{prefix}/namespaces/{namespace}/tables/{table}",
            "HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}");

    private final WholeTables tables;

    IcebergCatalogue(WholeTables tables) {
        this.tables = tables;
    }

    /**
     * Answers.
     *
     * @param segments of the path, after the version
     */
    Reply answer(Request request, List<String> segments, Policy policy) {
        if (!request.reads()) {
            throw Problem.forbidden("warehouse_read_only", "This catalogue is read-only");
        }
        if (segments.equals(List.of("config"))) {
            return config();
        }
        if (segments.equals(List.of("namespaces"))) {
            return namespaces();
        }
        if (!segments.getFirst().equals("namespaces") || segments.size() < 2) {
            throw Problem.notFound("warehouse_path", "There is nothing at " + request.path());
        }
        if (!segments.get(1).equals(NAMESPACE)) {
            throw Problem.notFound("warehouse_namespace", "There is one namespace only, " + NAMESPACE);
        }
        if (segments.size() == 2) {
            return namespace();
        }
        if (!segments.get(2).equals("tables") || segments.size() > 4) {
            throw Problem.notFound("warehouse_path", "There is nothing at " + request.path());
        }
        return segments.size() == 3 ? names(policy) : table(policy, segments.get(3));
    }

    private static Reply config() {
        ObjectNode body = object();
        body.putObject("defaults");
        body.putObject("overrides");
        OFFERED.forEach(body.putArray("endpoints")::add);
        return Reply.json(body);
    }

    private static Reply namespaces() {
        ObjectNode body = object();
        body.putArray("namespaces").addArray().add(NAMESPACE);
        return Reply.json(body);
    }

    private static Reply namespace() {
        ObjectNode body = object();
        body.putArray("namespace").add(NAMESPACE);
        body.putObject("properties");
        return Reply.json(body);
    }

    private Reply names(Policy policy) {
        ObjectNode body = object();
        ArrayNode identifiers = body.putArray("identifiers");
        for (String name : tables.names(policy)) {
            ObjectNode identifier = identifiers.addObject();
            identifier.putArray("namespace").add(NAMESPACE);
            identifier.put("name", name);
        }
        return Reply.json(body);
    }

    private Reply table(Policy policy, String name) {
        var table = tables.open(policy, name);
        return Reply.json(LoadTableResponseParser.toJson(
                LoadTableResponse.builder().withTableMetadata(table.metadata()).build()));
    }

    private static ObjectNode object() {
        return CanonicalJson.MAPPER.createObjectNode();
    }
}
