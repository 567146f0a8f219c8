package tw.qiao.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine for servers that start a moment later. They lie below the range from which Linux takes the
 * ports of outgoing connections, so that none of these comes in between, and each is given once in a process. Processes
 * that look at the same time look in different places first.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int SLICE = 500;
    private static final int OWN_SLICE =
            FIRST + (int) (ProcessHandle.current().pid() % ((LAST - FIRST) / SLICE)) * SLICE;
    private static final int TRIES = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port at which nothing listens. */
    public static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = i < TRIES / 2
                    ? ThreadLocalRandom.current().nextInt(OWN_SLICE, OWN_SLICE + SLICE)
                    : ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!GIVEN.contains(port) && isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw Problem.unavailable("no_free_port", "No port between " + FIRST + " and " + LAST + " seems to be free");
    }

    /** What to say where something else listens at {@code port}. */
    public static Problem inUse(int port, IOException cause) {
        return Problem.unavailable(
                "port_in_use",
                "Port " + port + " of this machine is used by another program; choose another 連接埠使用中，請指定其他的埠",
                cause);
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
