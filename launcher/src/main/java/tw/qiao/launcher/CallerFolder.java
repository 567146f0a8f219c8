package tw.qiao.launcher;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files and folders as the caller names them: ./qiao has changed the folder before it started this program. */
final class CallerFolder {
    private static final Path CUSTOMARY_DATA = Path.of("var");

    private CallerFolder() {}

    /** What the caller means by {@code given}. */
    static Path resolve(Path given) {
        return Path.of(System.getProperty("qiao.caller", ".")).resolve(given);
    }

    /** The data folder that the caller means; the product's own where none is named. */
    static Path data(@Nullable Path given) {
        return given == null ? CUSTOMARY_DATA : resolve(given);
    }
}
