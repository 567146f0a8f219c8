package tw.qiao.node.monitoring;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * When a request left this node and when its answer was back, in milliseconds since 1970; 0 where it did not leave.
 *
 * @param out when it left
 * @param back when the answer was there
 */
public record OperationTimes(long out, long back) {
    static final OperationTimes NONE = new OperationTimes(0, 0);

    /** Of the request that this thread works on. */
    static final ScopedValue<AtomicReference<OperationTimes>> CURRENT = ScopedValue.newInstance();

    /** Does what happens outside this node, and notes the times of it. */
    public static <T> T outside(Supplier<T> work) {
        if (!CURRENT.isBound()) {
            return work.get();
        }
        long out = System.currentTimeMillis();
        try {
            return work.get();
        } finally {
            CURRENT.get().set(new OperationTimes(out, System.currentTimeMillis()));
        }
    }
}
