package tw.qiao.launcher;

import java.nio.file.Path;

/**
 * What can be chosen for a demo.
 *
 * @param home the folder of the product, in which the built programs lie
 * @param data the folder that holds all state
 * @param port the port of the platform's pages, 0 for any free one
 * @param people how many synthetic people the society has
 * @param seed which society: the same seed and number give the same people
 * @param address the address by which people reach the pages, empty for {@code http://localhost:PORT}
 * @param firstPort where the ports of PostgreSQL and the nodes begin, 0 for any free ones
 */
public record DemoSettings(Path home, Path data, int port, int people, long seed, String address, int firstPort) {
    /** A demo on free ports behind the scenes, at localhost. */
    public DemoSettings(Path home, Path data, int port, int people, long seed) {
        this(home, data, port, people, seed, "", 0);
    }

    /** The program of {@code module}, as the build left it. */
    Path jar(String module) {
        return home.resolve(module).resolve("target").resolve(module + ".jar");
    }
}
