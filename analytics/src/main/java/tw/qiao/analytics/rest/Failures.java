package tw.qiao.analytics.rest;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** How failures are written: as Iceberg's clients expect them, and as problem details (RFC 9457) for all others. */
final class Failures {
    private Failures() {}

    static Reply iceberg(Problem problem) {
        ObjectNode body = CanonicalJson.MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", message(problem))
                .put("type", type(problem))
                .put("code", problem.status());
        return reply(problem, "application/json", body);
    }

    static Reply details(Problem problem) {
        ObjectNode body = CanonicalJson.MAPPER
                .createObjectNode()
                .put("type", "urn:qiao:problem:" + problem.code())
                .put("title", problem.code())
                .put("status", problem.status())
                .put("detail", message(problem))
                .put("code", problem.code())
                .put("retryable", problem.retryable());
        return reply(problem, "application/problem+json", body);
    }

    private static Reply reply(Problem problem, String type, ObjectNode body) {
        Reply reply = Reply.of(problem.status(), type, body.toString().getBytes(StandardCharsets.UTF_8));
        if (problem.status() == 401) {
            return reply.with("WWW-Authenticate", "Bearer");
        }
        return problem.retryable() ? reply.with("Retry-After", Long.toString(problem.retryAfterSeconds())) : reply;
    }

    private static String message(Problem problem) {
        return String.valueOf(problem.getMessage());
    }

    /** The names of exceptions that clients know. */
    private static String type(Problem problem) {
        return switch (problem.code()) {
            case "warehouse_table" -> "NoSuchTableException";
            case "warehouse_namespace" -> "NoSuchNamespaceException";
            default ->
                switch (problem.status()) {
                    case 400 -> "BadRequestException";
                    case 401 -> "NotAuthorizedException";
                    case 403 -> "ForbiddenException";
                    case 404 -> "NotFoundException";
                    case 503 -> "ServiceUnavailableException";
                    default -> "ServerErrorException";
                };
        };
    }
}
