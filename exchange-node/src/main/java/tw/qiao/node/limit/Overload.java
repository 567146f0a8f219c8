package tw.qiao.node.limit;

import java.time.Duration;
import java.util.Set;
import tw.qiao.kernel.Problem;

/** The refusals by which a node protects itself. Each says when it is worth to ask again. */
public final class Overload {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final String NODE = "server.serverproxy.";
    private static final String OVERLOADED = NODE + "overloaded";
    private static final String TOO_MANY = NODE + "too_many_requests";
    private static final String QUOTA = NODE + "quota_exceeded";
    private static final String OPEN = NODE + "service_failed.circuit_open";
    private static final String LATE = NODE + "deadline_exceeded";
    private static final String OUTGOING = "server.clientproxy.overloaded";
    private static final String UNREACHABLE = "server.clientproxy.circuit_open";
    private static final Set<String> CODES = Set.of(OVERLOADED, TOO_MANY, QUOTA, OPEN, LATE, OUTGOING, UNREACHABLE);

    private Overload() {}

    /** Whether a refusal is one of these, which may come in floods and cost next to nothing. */
    public static boolean isCauseOf(Problem problem) {
        return isCode(problem.code());
    }

    /** Whether a code is one of these. */
    public static boolean isCode(String code) {
        return CODES.contains(code);
    }

    static Problem node() {
        return Problem.overloaded(OVERLOADED, 503, SOON, "The provider's node has as much to do as it can bear");
    }

    static Problem outgoing() {
        return Problem.overloaded(OUTGOING, 503, SOON, "Too many requests to this provider are under way");
    }

    /** For a reading whose answer would be passed on. */
    public static Problem passing() {
        return Problem.overloaded(
                OVERLOADED, 503, LATER, "As many large answers as this client may have at a time are on their way");
    }

    static Problem tooMany(Duration after) {
        return Problem.overloaded(TOO_MANY, 429, after, "The grant allows fewer requests at a time or a second");
    }

    static Problem quota(Duration after) {
        return Problem.overloaded(QUOTA, 429, after, "The quota of the grant is used up for this hour or day");
    }

    static Problem serviceOpen(Duration after) {
        return Problem.overloaded(
                OPEN, 503, after, "The system behind the service fails; it is left alone for a while");
    }

    static Problem peerOpen(Duration after) {
        return Problem.overloaded(
                UNREACHABLE, 503, after, "The provider's node was not reached several times; it is tried again soon");
    }

    static Problem late() {
        return Problem.overloaded(LATE, 503, SOON, "The deadline of the request passed before the service was asked");
    }
}
