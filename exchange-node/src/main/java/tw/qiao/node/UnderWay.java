package tw.qiao.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tw.qiao.kernel.Problem;
import tw.qiao.node.passing.PassingBody;

/** Sees to it that one exchange is worked on once at a time. */
final class UnderWay {
    private final String code;
    private final Set<String> exchanges = ConcurrentHashMap.newKeySet();
    private final Set<String> passing = ConcurrentHashMap.newKeySet();

    /** @param code the problem code of a second request for an exchange that is under way */
    UnderWay(String code) {
        this.code = code;
    }

    <T> T once(String gxId, Supplier<T> work) {
        if (!exchanges.add(gxId)) {
            throw Problem.of(code, 409, true, "This very exchange is under way; ask again for its answer");
        }
        try {
            return work.get();
        } finally {
            if (!passing.contains(gxId)) {
                exchanges.remove(gxId);
            }
        }
    }

    /** Lets go of an exchange that is worked on now only when {@code body} has been passed on. */
    void until(PassingBody body, String gxId) {
        passing.add(gxId);
        body.whenClosed(() -> {
            passing.remove(gxId);
            exchanges.remove(gxId);
        });
    }

    /** Whether it is worked on now. */
    boolean has(String gxId) {
        return exchanges.contains(gxId);
    }
}
