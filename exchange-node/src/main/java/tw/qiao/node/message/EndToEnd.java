package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.StructuredFields.BareItem;
import tw.qiao.node.message.StructuredFields.InnerList;
import tw.qiao.node.message.StructuredFields.Item;

/**
 * The header fields that one system means for the other. They cross in one field, {@value #FIELD}, as a dictionary
 * under the signature, so that no server on the way takes them for its own.
 */
public final class EndToEnd {
    /** The field in which they cross. */
    public static final String FIELD = "gx-headers";

    private static final int LONGEST = 8192;
    private static final int MOST = 64;

    /**
     * What belongs to one connection or tells of a host (the fields that X-Road drops), what has a field of its own in
     * the message, and what tracing changes at each attempt, by which a retry would be another request.
     */
    private static final Set<String> DROPPED = Set.of(
            "transfer-encoding",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "connection",
            "user-agent",
            "host",
            "content-length",
            "server",
            "expect",
            "content-type",
            "date",
            "traceparent",
            "tracestate",
            "baggage");

    /** What a node says itself, whatever a system sends. */
    private static final Set<String> OF_THE_NODE = Set.of(
            "x-road-client", "x-road-service", "x-road-id", "x-road-request-id", "x-road-request-hash", "x-road-error");

    /** By these some systems answer another method or path than the one that was authorised. */
    private static final Set<String> OVERRIDES =
            Set.of("x-http-method-override", "x-http-method", "x-method-override", "x-original-url", "x-rewrite-url");

    private EndToEnd() {}

    /**
     * What crosses of the fields of a system's request, as one text; empty where none does.
     *
     * @param messageId the system's own message id, where it is not the exchange id
     */
    public static Optional<String> ofRequest(Fields fields, Optional<String> messageId) {
        for (String name : fields.names()) {
            if (OVERRIDES.contains(name)) {
                throw Faults.client("invalid_request", "The header " + name + " would change what is authorised");
            }
        }
        var crossing = crossing(fields);
        messageId.ifPresent(id -> crossing.add("x-road-id", id));
        return packed(crossing);
    }

    /** What crosses of the fields of a system's answer, as one text; empty where none does. */
    public static Optional<String> ofAnswer(Fields fields) {
        var crossing = new Fields();
        var all = crossing(fields);
        for (String name : all.names()) {
            if (!name.startsWith("x-road-")) {
                all.all(name).forEach(line -> crossing.add(name, line));
            }
        }
        return packed(crossing);
    }

    private static Fields crossing(Fields fields) {
        Set<String> ofConnection = ofConnection(fields);
        var names = new TreeSet<String>();
        for (String name : fields.names()) {
            boolean stays = DROPPED.contains(name)
                    || OF_THE_NODE.contains(name)
                    || name.startsWith("gx-")
                    || ofConnection.contains(name);
            if (!stays) {
                names.add(name);
            }
        }
        var crossing = new Fields();
        names.forEach(name -> fields.all(name).forEach(line -> crossing.add(name, line)));
        return crossing;
    }

    /** The fields that a Connection field names (RFC 9110, 7.6.1). */
    private static Set<String> ofConnection(Fields fields) {
        var lines = fields.all("connection");
        return lines.isEmpty()
                ? Set.of()
                : lines.stream()
                        .flatMap(line -> Stream.of(line.split(",", -1)))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> packed(Fields fields) {
        var text = new StringBuilder();
        int count = 0;
        for (String name : fields.names()) {
            requireKey(name);
            var lines = fields.all(name);
            text.append(count++ == 0 ? "" : ", ").append(name).append('=');
            if (lines.size() == 1) {
                text.append(value(name, lines.getFirst()).text());
            } else {
                text.append(lines.stream()
                        .map(line -> value(name, line).text())
                        .collect(Collectors.joining(" ", "(", ")")));
            }
        }
        if (count > MOST || text.length() > LONGEST) {
            throw Faults.client("invalid_request", "The headers are too many or too long to be carried");
        }
        return count == 0 ? Optional.empty() : Optional.of(text.toString());
    }

    /** A key of a dictionary is stricter than the name of a field (RFC 9651, 3.2). */
    private static void requireKey(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean later = i > 0 && ((c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.');
            if (!letter && !later) {
                throw Faults.client("invalid_request", "A header has a name that cannot be carried");
            }
        }
    }

    private static BareItem value(String name, String line) {
        boolean printable = true;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!isFieldText(c)) {
                throw Faults.client(
                        "invalid_request", "The header " + name + " has a character that cannot be carried");
            }
            printable &= c >= 0x20 && c <= 0x7E;
        }
        return printable ? new BareItem.Text(line) : BareItem.Bytes.of(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean isFieldText(char c) {
        return c == '\t' || (c >= 0x20 && c <= 0xFF && c != 0x7F);
    }

    /** The fields of a request as the provider's system gets them, but for the hash over them. */
    public static Fields forSystem(RequestHead request) {
        var sent = request.fields();
        var crossed = unpacked(sent);
        var fields = new Fields()
                .add("x-road-client", sent.required("gx-client"))
                .add("x-road-service", sent.required("gx-service"))
                .add("x-road-request-id", sent.required("gx-id"));
        if (!crossed.has("x-road-id")) {
            fields.add("x-road-id", sent.required("gx-id"));
        }
        sent.single("content-type").ifPresent(type -> fields.add("content-type", type));
        return fields.addAll(crossed);
    }

    /** The fields in what a peer sent. Refuses what no node may carry. */
    public static Fields unpacked(Fields message) {
        var text = message.single(FIELD);
        if (text.isEmpty()) {
            return new Fields();
        }
        var fields = new Fields();
        StructuredFields.dictionary(text.get()).forEach((name, member) -> {
            boolean barred = DROPPED.contains(name)
                    || name.startsWith("gx-")
                    || OVERRIDES.contains(name)
                    || (OF_THE_NODE.contains(name) && !name.equals("x-road-id"));
            if (barred || !member.parameters().isEmpty()) {
                throw malformed();
            }
            var items = member instanceof InnerList(List<Item> several, var _) ? several : List.of((Item) member);
            items.forEach(item -> fields.add(name, line(item)));
        });
        return fields;
    }

    private static String line(Item item) {
        String line = switch (item.value()) {
            case BareItem.Text(String value) -> value;
            case BareItem.Bytes bytes -> new String(bytes.value(), StandardCharsets.ISO_8859_1);
            default -> throw malformed();
        };
        if (!item.parameters().isEmpty() || !line.chars().allMatch(c -> isFieldText((char) c))) {
            throw malformed();
        }
        return line;
    }

    private static Problem malformed() {
        return Faults.client("malformed_structured_field", FIELD + " holds what no node may carry");
    }
}
