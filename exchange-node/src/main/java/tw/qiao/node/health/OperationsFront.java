package tw.qiao.node.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.operations.Finding;
import tw.qiao.node.operations.State;
import tw.qiao.node.parts.NodeParts;

/**
 * What those who run the node reach of it, on loopback: its health, its measurements, and that it read its keys again.
 */
public final class OperationsFront {
    private static final String RELOAD = "/operations/reload";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final NodeParts parts;
    private final EvidenceLog log;
    private final Health health;
    private final Supplier<String> metrics;
    private final Supplier<String> reload;

    /** @param reload reads the keys again, and says which are in use now */
    public OperationsFront(
            NodeParts parts, EvidenceLog log, Health health, Supplier<String> metrics, Supplier<String> reload) {
        this.parts = parts;
        this.log = log;
        this.health = health;
        this.metrics = metrics;
        this.reload = reload;
    }

    /** Answers what is asked of the operations, and leaves all else to {@code next}. */
    public Function<Incoming, Reply> before(Function<Incoming, Reply> next) {
        return in -> switch (in.head().path()) {
            case "/health", "/health/live", "/health/ready", "/metrics" ->
                in.head().method().equals("GET") ? told(in.head().path()) : notAllowed("GET");
            case RELOAD -> in.head().method().equals("POST") ? reloaded() : notAllowed("POST");
            default -> next.apply(in);
        };
    }

    private Reply told(String path) {
        return switch (path) {
            case "/metrics" -> Reply.of(200, METRICS, Body.of(metrics.get().getBytes(UTF_8)));
            case "/health/live" -> Reply.json(200, "{\"state\":\"ok\"}");
            case "/health/ready" -> ready();
            default -> whole();
        };
    }

    private Reply ready() {
        var state = state(health.findings());
        return Reply.json(status(state), "{\"state\":\"" + name(state) + "\"}");
    }

    private Reply whole() {
        var findings = health.findings();
        var state = state(findings);
        ObjectNode json = CanonicalJson.MAPPER.createObjectNode();
        json.put("state", name(state));
        json.put("member", parts.settings().member());
        json.put("registry", parts.registry().newest().number());
        json.put("entries", log.size());
        var checks = json.putArray("checks");
        for (var finding : findings) {
            checks.addObject()
                    .put("check", finding.check())
                    .put("state", name(finding.state()))
                    .put("zh", finding.zh())
                    .put("en", finding.en());
        }
        return Reply.json(status(state), json.toString());
    }

    private Reply reloaded() {
        try {
            return Reply.json(200, reload.get());
        } catch (Problem problem) {
            return Reply.error(problem, "");
        }
    }

    private static State state(Iterable<Finding> findings) {
        var worst = State.OK;
        for (var finding : findings) {
            worst = finding.state().compareTo(worst) > 0 ? finding.state() : worst;
        }
        return worst;
    }

    private static int status(State state) {
        return state == State.FAILING ? 503 : 200;
    }

    private static String name(State state) {
        return switch (state) {
            case OK -> "ok";
            case DEGRADED -> "degraded";
            case FAILING -> "failing";
        };
    }

    private static Reply notAllowed(String method) {
        return Reply.json(405, "{\"allow\":\"" + method + "\"}").with("allow", method);
    }
}
