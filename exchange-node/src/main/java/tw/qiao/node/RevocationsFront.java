package tw.qiao.node;

import java.io.IOException;
import java.util.function.Function;
import tw.qiao.kernel.Problem;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.registry.RegistryCache;

/**
 * Takes the signed list of revocations from whoever brings it, for when the place where nodes look for it is away. Its
 * signature and number decide; it is handed on to nobody.
 */
final class RevocationsFront {
    static final String PATH = "/gx/1/revocations";

    private final RegistryCache registry;

    RevocationsFront(RegistryCache registry) {
        this.registry = registry;
    }

    Function<Incoming, Reply> before(Function<Incoming, Reply> next) {
        return in -> in.head().path().equals(PATH) ? taken(in) : next.apply(in);
    }

    private Reply taken(Incoming in) {
        if (!in.head().method().equals("POST")) {
            return Reply.json(405, "{\"allow\":\"POST\"}").with("allow", "POST");
        }
        try {
            return Reply.json(
                    200, "{\"number\":" + registry.takeRevocations(in.body().text()) + "}");
        } catch (Problem refused) {
            return Reply.error(refused, "");
        } catch (IOException e) {
            return Reply.error(
                    Problem.unavailable("revocations_unwritable", "The revocations cannot be kept now", e), "");
        }
    }
}
