package tw.qiao.platform.dashboards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What was computed from states of tables, which never change; what was not asked for lately is forgotten. */
@Component
class KeptFigures {
    private static final int MOST = 120;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<List<Object>, Object> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Object> eldest) {
            return size() > MOST;
        }
    };

    /** What is kept under {@code key}, or else what is made now; two that ask at once may both make it. */
    @SuppressWarnings("unchecked") // a key always stands for the same type
    <T> T get(List<Object> key, Supplier<T> made) {
        lock.lock();
        try {
            Object known = kept.get(key);
            if (known != null) {
                return (T) known;
            }
        } finally {
            lock.unlock();
        }
        T fresh = made.get();
        lock.lock();
        try {
            kept.put(key, fresh);
        } finally {
            lock.unlock();
        }
        return fresh;
    }
}
