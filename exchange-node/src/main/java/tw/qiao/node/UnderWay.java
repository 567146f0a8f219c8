package tw.qiao.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tw.qiao.kernel.Problem;

/** Sees to it that one exchange is worked on once at a time. */
final class UnderWay {
    private final String code;
    private final Set<String> exchanges = ConcurrentHashMap.newKeySet();

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
            exchanges.remove(gxId);
        }
    }

    /** Whether it is worked on now. */
    boolean has(String gxId) {
        return exchanges.contains(gxId);
    }
}
