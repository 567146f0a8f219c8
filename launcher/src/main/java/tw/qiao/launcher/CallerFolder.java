package tw.qiao.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** Files and folders as the caller names them: ./qiao has changed the folder before it started this program. */
final class CallerFolder {
    private static final Path CUSTOMARY_DATA = Path.of("var");

    private CallerFolder() {}

    /** What the caller means by {@code given}. */
    static Path resolve(Path given) {
        return Path.of(System.getProperty("qiao.caller", "."))
                .resolve(given)
                .toAbsolutePath()
                .normalize();
    }

    /** The data folder that the caller means; the product's own where none is named. */
    static Path data(@Nullable Path given) {
        if (given == null) {
            return CUSTOMARY_DATA;
        }
        Path meant = resolve(given);
        refuseOther(meant, given);
        return meant;
    }

    /** Data folders were once found from the product's own folder: a new one would hide what is in such a one. */
    private static void refuseOther(Path meant, Path given) {
        Path former = Path.of(System.getProperty("qiao.home", "."))
                .resolve(given)
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(meant) && Files.isDirectory(former.resolve("postgres"))) {
            throw Problem.invalid(
                    "data_folder_elsewhere",
                    "There is no folder " + meant + ", but there are data in " + former + "; name that with --data "
                            + former + ", or make the other first 這裡沒有資料夾，但上列位置已有資料：請以 --data 指明，或先建立新資料夾");
        }
    }
}
