package tw.qiao.launcher;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.society.Society;

/**
 * What can be chosen for a demo. What cannot be is refused before anything starts.
 *
 * @param home the folder of the product, in which the built programs lie
 * @param data the folder that holds all state
 * @param port the port of the platform's pages, 0 for any free one
 * @param people how many synthetic people the society has, null for as many as there are
 * @param seed which society: the same seed and number give the same people; null for the one that is there
 * @param address the address by which people reach the pages, empty for {@code http://localhost:PORT}
 * @param firstPort where the ports of PostgreSQL, the nodes and the time-stamp authority begin, 0 for any free ones
 */
public record DemoSettings(
        Path home,
        Path data,
        int port,
        @Nullable Integer people,
        @Nullable Long seed,
        String address,
        int firstPort) {
    private static final int LAST_PORT = 65_535;

    public DemoSettings {
        requirePort("--port", port, LAST_PORT);
        requirePort("--first-port", firstPort, LAST_PORT - 2 * Party.ALL.size() - 1);
        if (people != null) {
            Society.requireSize(people);
        }
    }

    /** A demo on free ports behind the scenes, at localhost. */
    public DemoSettings(Path home, Path data, int port, int people, long seed) {
        this(home, data, port, people, seed, "", 0);
    }

    private static void requirePort(String option, int port, int last) {
        if (port < 0 || port > last) {
            throw Problem.invalid(
                    "port_invalid", "%s must be 1 to %d, or 0 for any free port, not %d".formatted(option, last, port));
        }
    }

    /** The program of {@code module}, as the build left it. */
    Path jar(String module) {
        return home.resolve(module).resolve("target").resolve(module + ".jar");
    }
}
