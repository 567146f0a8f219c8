package tw.qiao.platform.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** How tests start the processes of the warehouse. */
public final class TestWorker {
    private static final Path OWN = Path.of("target").toAbsolutePath();

    private TestWorker() {}

    /** Settings that start them from the class path of the tests, without what is the platform's own. */
    public static String setting() {
        return "qiao.warehouse.worker=" + classPath();
    }

    /** Archives first: a virtual machine remembers the classes of these. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(part -> !part.startsWith(OWN))
                .sorted(Comparator.comparing(part -> Files.isDirectory(part)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
