package tw.qiao.node.monitoring;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.listener.HttpListener;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.EndToEnd;
import tw.qiao.node.message.Fields;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.registry.RegistryIndex;

/** One exchange as one of its two nodes saw it, under the field names of X-Road's operational monitoring. */
public record OperationalRecord(
        Role role,
        String method,
        String path,
        String client,
        String messageId,
        String user,
        String issue,
        String party,
        long requestSize,
        long responseSize,
        int status,
        String faultCode,
        String faultString,
        String requestId,
        long begin,
        OperationTimes outside,
        long end,
        boolean whole) {
    private static final int CODES = 5;

    /** On which side of the exchange the node was. */
    public enum Role {
        CLIENT("Client", "x-road-client", "x-road-error", "x-road-request-id"),
        PRODUCER("Producer", "gx-client", "gx-error", "gx-id");

        private final String type;
        private final String client;
        private final String error;
        private final String id;

        Role(String type, String client, String error, String id) {
            this.type = type;
            this.client = client;
            this.error = error;
            this.id = id;
        }
    }

    /** Takes what is worth keeping, and no header field besides. */
    static OperationalRecord of(Role role, Incoming in, Reply reply, long begin, OperationTimes outside, long end) {
        var asked = in.head();
        var said = said(role, asked.fields());
        var answered = reply.head().fields();
        String fault = first(answered, role.error);
        return new OperationalRecord(
                role,
                asked.method(),
                asked.path(),
                first(asked.fields(), role.client),
                first(said, "x-road-id"),
                first(said, "x-road-userid"),
                first(said, "x-road-issue"),
                first(said, "x-road-represented-party"),
                in.arrival().length(),
                reply.body().length(),
                reply.head().status(),
                fault,
                fault.isEmpty() ? "" : message(reply),
                first(answered, role.id),
                begin,
                outside,
                end,
                PassingBody.of(reply.body()).map(PassingBody::isWhole).orElse(true));
    }

    /** The header fields of the consumer's system, as far as they can be read. */
    private static Fields said(Role role, Fields fields) {
        if (role == Role.CLIENT) {
            return fields;
        }
        try {
            return EndToEnd.unpacked(fields);
        } catch (Problem unreadable) {
            return new Fields();
        }
    }

    private static String first(Fields fields, String name) {
        var lines = fields.all(name);
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private static String message(Reply reply) {
        try {
            return CanonicalJson.MAPPER
                    .readTree(reply.body().text())
                    .path("message")
                    .stringValue("");
        } catch (JacksonException inXml) {
            return "";
        }
    }

    /** When it was begun, in seconds since 1970. */
    long second() {
        return begin / 1000;
    }

    /** The record as X-Road's collector reads it; what is not known is left out. */
    ObjectNode json(RegistryIndex registry) {
        ObjectNode out = CanonicalJson.MAPPER.createObjectNode();
        out.put("monitoringDataTs", second());
        out.put("securityServerInternalIp", HttpListener.LOOPBACK).put("securityServerType", role.type);
        out.put("requestInTs", begin).put("responseOutTs", end);
        if (outside.out() > 0) {
            out.put("requestOutTs", outside.out()).put("responseInTs", outside.back());
        }
        party(out, client, "client", registry);
        service(out, registry);
        message(out);
        out.put("requestSize", requestSize).put("responseSize", responseSize);
        out.put("requestAttachmentCount", 0).put("responseAttachmentCount", 0);
        out.put("succeeded", whole && faultCode.isEmpty() && status < 400).put("statusCode", status);
        put(out, "faultCode", faultCode);
        put(out, "faultString", faultString);
        put(out, "xRequestId", requestId);
        return out;
    }

    private void service(ObjectNode out, RegistryIndex registry) {
        var segments = path.split("/", 3 + CODES);
        if (segments.length >= 2 + CODES) {
            party(out, String.join("/", segments[2], segments[3], segments[4], segments[5]), "service", registry);
            out.put("serviceCode", segments[1 + CODES]).put("serviceType", "REST");
        }
        out.put("restMethod", method).put("restPath", path);
    }

    private static void party(ObjectNode out, String id, String prefix, RegistryIndex registry) {
        var parts = id.split("/", -1);
        if (parts.length != CODES - 1) {
            return;
        }
        out.put(prefix + "XRoadInstance", parts[0]).put(prefix + "MemberClass", parts[1]);
        out.put(prefix + "MemberCode", parts[2]).put(prefix + "SubsystemCode", parts[3]);
        registry.memberOf(id)
                .filter(member -> !member.nodes().isEmpty())
                .ifPresent(member -> out.put(
                        prefix + "SecurityServerAddress",
                        member.nodes().getFirst().url()));
    }

    private void message(ObjectNode out) {
        put(out, "messageId", messageId.isEmpty() ? requestId : messageId);
        put(out, "messageUserId", user);
        put(out, "messageIssue", issue);
        int slash = party.indexOf('/');
        put(out, "representedPartyClass", slash < 0 ? "" : party.substring(0, slash));
        put(out, "representedPartyCode", party.substring(slash + 1));
    }

    private static void put(ObjectNode out, String name, String value) {
        if (!value.isEmpty()) {
            out.put(name, value);
        }
    }
}
