package tw.qiao.platform.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;

/** Counts attempts to sign in, in memory, and refuses more than are reasonable within fifteen minutes. */
@Component
class Attempts {
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int REMEMBERED = 50_000;

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    Attempts(Clock clock) {
        this.clock = clock;
    }

    private record Window(Instant start, int count) {}

    /** Counts one attempt for {@code key} and refuses it when it is beyond {@code most}. */
    synchronized void count(String key, int most) {
        Instant now = clock.instant();
        Window window = windows.get(key);
        if (window == null || window.start().plus(WINDOW).isBefore(now)) {
            window = new Window(now, 0);
            windows.remove(key);
            makeRoom();
        }
        windows.put(key, new Window(window.start(), window.count() + 1));
        if (window.count() >= most) {
            throw Problem.of("too_many_attempts", 429, true, "Too many attempts; try again in fifteen minutes");
        }
    }

    /** Forgets the attempts for {@code key}, after one that succeeded. */
    synchronized void forget(String key) {
        windows.remove(key);
    }

    private void makeRoom() {
        Iterator<String> oldest = windows.keySet().iterator();
        while (windows.size() >= REMEMBERED && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }
}
