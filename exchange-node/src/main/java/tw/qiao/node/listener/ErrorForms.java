package tw.qiao.node.listener;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.settings.ErrorCodes;

/**
 * Errors of the exchange as a system asks for them (PR-REST 4.6): in XML or JSON, under the codes of one generation.
 * What the provider's own system answers is no error of the exchange and passes as it is.
 */
public final class ErrorForms {
    private static final String CODE = "x-road-error";

    private final ErrorCodes codes;

    public ErrorForms(ErrorCodes codes) {
        this.codes = codes;
    }

    /** {@code reply} as the system wants it that sent {@code asked}. */
    public Reply shaped(Reply reply, Fields asked) {
        var fields = reply.head().fields();
        if (!fields.has(CODE)) {
            return reply;
        }
        String code = codes.of(fields.all(CODE).getFirst());
        JsonNode error = parsed(reply.body());
        var shaped = new Fields();
        for (String name : fields.names()) {
            if (!name.equals(CODE) && !name.equals("content-type")) {
                fields.all(name).forEach(line -> shaped.add(name, line));
            }
        }
        var form = AcceptedForm.of(asked);
        shaped.add(CODE, code).add("content-type", form.contentType());
        String body = form == AcceptedForm.JSON ? json(error, code) : xml(error, code);
        return new Reply(
                new ResponseHead(reply.head().status(), shaped), Body.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode parsed(Body body) {
        try {
            return CanonicalJson.MAPPER.readTree(body.text());
        } catch (JacksonException e) {
            return CanonicalJson.MAPPER.createObjectNode();
        }
    }

    private static String json(JsonNode error, String code) {
        ObjectNode out = CanonicalJson.MAPPER.createObjectNode();
        out.put("type", code);
        out.put("message", error.path("message").stringValue(""));
        out.put("detail", error.path("detail").stringValue(""));
        out.put("retryable", error.path("retryable").booleanValue(false));
        return out.toString();
    }

    private static String xml(JsonNode error, String code) {
        return Xml.DECLARATION
                + "<error>"
                + Xml.element("type", code)
                + Xml.element("message", error.path("message").stringValue(""))
                + Xml.element("detail", error.path("detail").stringValue(""))
                + "</error>";
    }
}
