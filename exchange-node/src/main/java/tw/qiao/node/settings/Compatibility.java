package tw.qiao.node.settings;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;

/**
 * How far a node goes to meet systems that were written for X-Road.
 *
 * @param errorCodes the generation of error codes that systems are told
 * @param takesLast whether the last of several lines of an X-Road header counts; otherwise they are refused
 * @param purposes for systems that cannot name their purpose, what the agency named for them
 */
public record Compatibility(ErrorCodes errorCodes, boolean takesLast, List<Purpose> purposes) {
    /** How a node is unless it is set otherwise. */
    public static final Compatibility DEFAULT = new Compatibility(ErrorCodes.SNAKE_CASE, false, List.of());

    public Compatibility {
        purposes = List.copyOf(purposes);
    }

    /**
     * What one system asks one service for, where its requests do not say.
     *
     * @param client the subsystem that asks
     * @param service the service in full
     * @param purpose the purpose code
     * @param basis the legal basis code
     */
    public record Purpose(String client, String service, String purpose, String basis) {
        private boolean isFor(String asking, String path) {
            String prefix = "/r1/" + service;
            return client.equals(asking)
                    && path.startsWith(prefix)
                    && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }
    }

    /** As {@code node.json} sets it. */
    static Compatibility read(JsonNode json) {
        String duplicates = json.path("duplicateHeaders").stringValue("refuse");
        if (!duplicates.equals("refuse") && !duplicates.equals("last")) {
            throw Problem.of("node_settings_invalid", 500, false, "duplicateHeaders must be refuse or last");
        }
        var purposes = json.path("purposes").values().stream()
                .map(purpose -> new Purpose(
                        NodeSettings.text(purpose, "client"),
                        NodeSettings.text(purpose, "service"),
                        NodeSettings.text(purpose, "purpose"),
                        NodeSettings.text(purpose, "basis")))
                .toList();
        return new Compatibility(
                ErrorCodes.named(json.path("errorCodes").stringValue("7.8")), duplicates.equals("last"), purposes);
    }

    /** The head of a system's request as the node takes it; the same where there is nothing to adapt. */
    public RequestHead adapted(RequestHead head) {
        Fields fields = takesLast ? lastOnly(head.fields()) : head.fields();
        var purpose = missing(head.path(), fields);
        if (purpose.isPresent()) {
            fields.add("gx-purpose", purpose.get().purpose())
                    .add("gx-basis", purpose.get().basis());
        }
        return fields == head.fields()
                ? head
                : new RequestHead(head.method(), head.authority(), head.path(), head.query(), fields);
    }

    private static Fields lastOnly(Fields fields) {
        var kept = new Fields();
        for (String name : fields.names()) {
            var lines = fields.all(name);
            if (name.startsWith("x-road-")) {
                kept.add(name, lines.getLast());
            } else {
                lines.forEach(line -> kept.add(name, line));
            }
        }
        return kept;
    }

    private Optional<Purpose> missing(String path, Fields fields) {
        if (purposes.isEmpty() || fields.has("gx-purpose") || fields.has("gx-basis")) {
            return Optional.empty();
        }
        var client = fields.all("x-road-client");
        return purposes.stream()
                .filter(purpose -> client.size() == 1 && purpose.isFor(client.getFirst(), path))
                .findFirst();
    }
}
