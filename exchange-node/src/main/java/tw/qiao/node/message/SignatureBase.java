package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.StructuredFields.BareItem;
import tw.qiao.node.message.StructuredFields.InnerList;
import tw.qiao.node.message.StructuredFields.Item;

/** The octets that a message signature covers (RFC 9421, 2.5). */
public final class SignatureBase {
    /** How the last line of every signature base begins. */
    static final String LAST = "\"@signature-params\": ";

    private final MessageHead message;
    private final Optional<RequestHead> request;

    SignatureBase(MessageHead message, Optional<RequestHead> request) {
        this.message = message;
        this.request = request;
    }

    /** The signature base of {@code message} for the covered components and parameters in {@code input}. */
    public static byte[] of(InnerList input, MessageHead message, Optional<RequestHead> request) {
        return (new SignatureBase(message, request).lines(input) + LAST + input.text())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String lines(InnerList input) {
        var seen = new HashSet<String>();
        var lines = new StringBuilder(1024);
        for (Item item : input.items()) {
            String identifier = item.text();
            if (!seen.add(identifier)) {
                throw malformed("a component is covered twice");
            }
            lines.append(identifier).append(": ").append(value(item)).append('\n');
        }
        return lines.toString();
    }

    /** The value of one component, in printable ASCII. */
    String value(Item component) {
        return printable(found(component));
    }

    private String found(Item component) {
        if (!(component.value() instanceof BareItem.Text(String name))) {
            throw malformed("a component name must be a string");
        }
        var parameters = component.parameters();
        boolean ofRequest = parameters.get("req") instanceof BareItem.Truth(boolean flag) && flag;
        if (parameters.size() - (ofRequest ? 1 : 0) > 1) {
            throw malformed("a component has too many parameters");
        }
        MessageHead head = ofRequest ? request.orElseThrow(() -> malformed("there is no request to cover")) : message;
        if (name.startsWith("@")) {
            return derived(name, head, parameters);
        }
        return parameters.get("tr") instanceof BareItem.Truth(boolean inTrailers) && inTrailers
                ? trailer(name, head)
                : field(name, head.fields(), parameters);
    }

    private static String trailer(String name, MessageHead head) {
        if (head instanceof ResponseEnd end) {
            return field(name, end.trailers(), Map.of());
        }
        throw malformed("there are no trailers to cover");
    }

    private static String derived(String name, MessageHead head, Map<String, BareItem> parameters) {
        if (name.equals("@query-param")) {
            return queryParameter(head, parameters);
        }
        if (parameters.keySet().stream().anyMatch(key -> !key.equals("req"))) {
            throw malformed("a derived component has an unknown parameter");
        }
        return switch (head) {
            case ResponseHead response -> responsePart(name, response.status());
            case ResponseEnd response -> responsePart(name, response.status());
            case RequestHead request -> requestPart(name, request);
        };
    }

    private static String responsePart(String name, int status) {
        if (name.equals("@status")) {
            return Integer.toString(status);
        }
        throw malformed("a response has no such component");
    }

    private static String requestPart(String name, RequestHead request) {
        return switch (name) {
            case "@method" -> request.method();
            case "@authority" -> request.authority();
            case "@path" -> request.path();
            case "@query" -> "?" + request.query();
            default -> throw malformed("a request has no such component");
        };
    }

    private static String queryParameter(MessageHead head, Map<String, BareItem> parameters) {
        if (head instanceof RequestHead request && parameters.get("name") instanceof BareItem.Text(String name)) {
            return RequestQuery.parse(request.query())
                    .value(name)
                    .map(PercentEncoding::segment)
                    .orElseThrow(() -> malformed("a covered query parameter is missing"));
        }
        throw malformed("a query parameter must be named");
    }

    private static String field(String name, Fields fields, Map<String, BareItem> parameters) {
        String combined = fields.combined(name).orElseThrow(() -> malformed("a covered field is missing: " + name));
        if (parameters.get("key") instanceof BareItem.Text(String key)) {
            var member = StructuredFields.dictionary(combined).get(key);
            if (member == null) {
                throw malformed("a covered dictionary member is missing");
            }
            return member.text();
        }
        if (parameters.keySet().stream().anyMatch(other -> !other.equals("req"))) {
            throw malformed("a field component has an unknown parameter");
        }
        return combined;
    }

    private static String printable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < 0x20 || value.charAt(i) > 0x7e) {
                throw malformed("a covered value is not printable ASCII");
            }
        }
        return value;
    }

    private static Problem malformed(String reason) {
        return Faults.client("malformed_signature", "The signature input is malformed: " + reason);
    }
}
