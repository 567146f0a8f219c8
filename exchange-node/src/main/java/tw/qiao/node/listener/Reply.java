package tw.qiao.node.listener;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.service.Answer;

/**
 * A response that is about to go.
 *
 * @param head status and header fields
 * @param body the body
 */
public record Reply(ResponseHead head, Body body) {
    public static Reply of(int status, String contentType, Body body) {
        return new Reply(new ResponseHead(status, new Fields().add("content-type", contentType)), body);
    }

    public static Reply json(int status, String text) {
        return of(status, Answer.JSON, Body.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The error form of X-Road's REST protocol, PR-REST 4.6, with {@code retryable} added. */
    public static Reply error(Problem problem, String gxId) {
        ObjectNode error = CanonicalJson.MAPPER.createObjectNode();
        error.put("type", problem.code());
        error.put("message", problem.getMessage());
        error.put("detail", gxId);
        error.put("retryable", problem.retryable());
        var reply = json(problem.status(), error.toString());
        if (problem.retryable()) {
            reply.head().fields().add("retry-after", String.valueOf(problem.retryAfterSeconds()));
        }
        return reply;
    }

    public Reply with(String name, String value) {
        head.fields().add(name, value);
        return this;
    }
}
