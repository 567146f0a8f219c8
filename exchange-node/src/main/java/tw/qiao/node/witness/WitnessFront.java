package tw.qiao.node.witness;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tw.qiao.kernel.log.Witness;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;

/**
 * This node as a witness (見證) of the logs of other nodes, over HTTP (C2SP tlog-witness), and the policy of its own log.
 * Anybody may ask.
 */
public final class WitnessFront {
    static final String PREFIX = "/witness/";
    static final String ADD = PREFIX + "add-checkpoint";
    public static final String POLICY = PREFIX + "policy";
    private static final String CHECKPOINT = "/checkpoint";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Witness witness;
    private final Supplier<String> policy;

    public WitnessFront(Witness witness, Supplier<String> policy) {
        this.witness = witness;
        this.policy = policy;
    }

    /** The path under which a witness shows what it holds of the log {@code origin}. */
    static String checkpointPath(String origin) {
        return PREFIX + Witness.hash(origin) + CHECKPOINT;
    }

    /** Answers what is asked of the witness, and leaves all else to {@code next}. */
    public Function<Incoming, Reply> before(Function<Incoming, Reply> next) {
        return in -> in.head().path().startsWith(PREFIX) ? answer(in) : next.apply(in);
    }

    private Reply answer(Incoming in) {
        String path = in.head().path();
        String method = in.head().method();
        if (path.equals(ADD)) {
            return method.equals("POST") ? added(in.body()) : notAllowed("POST");
        }
        if (!method.equals("GET")) {
            return notAllowed("GET");
        }
        if (path.equals(POLICY)) {
            return text(200, policy.get());
        }
        return held(path).map(note -> text(200, note)).orElseGet(() -> text(404, "There is no such checkpoint\n"));
    }

    private Reply added(Body body) {
        var answer = witness.addCheckpoint(body.octets());
        return Reply.of(
                answer.status(), answer.contentType(), Body.of(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<String> held(String path) {
        return path.endsWith(CHECKPOINT) && path.length() > PREFIX.length() + CHECKPOINT.length()
                ? witness.checkpoint(path.substring(PREFIX.length(), path.length() - CHECKPOINT.length()))
                : Optional.empty();
    }

    private static Reply notAllowed(String method) {
        return text(405, "Only " + method + " is allowed here\n").with("allow", method);
    }

    private static Reply text(int status, String text) {
        return Reply.of(status, TEXT, Body.of(text.getBytes(StandardCharsets.UTF_8)))
                .with("cache-control", "no-cache");
    }
}
