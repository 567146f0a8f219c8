package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tw.qiao.kernel.Problem;

/**
 * A file that a command is to write, looked at before it begins.
 *
 * @param replaces whether a file of that name is there, which goes
 */
record TargetFile(Path path, boolean replaces) {
    /** The file that the caller means by {@code given}; a problem when nothing can be written there. */
    static TargetFile of(Path given) {
        Path named = CallerFolder.resolve(given);
        boolean present = Files.exists(named);
        Path path = present ? real(named) : named; // a link stays one, and what it leads to is written
        if (Files.isDirectory(path)) {
            throw Problem.invalid("export_folder", path + " is a folder; name a file in it 這是資料夾，請指定檔名");
        }
        Path folder = path.resolveSibling("").normalize();
        if (!Files.isDirectory(folder)) {
            throw Problem.invalid(
                    "export_folder_missing", "There is no folder " + folder + "; make it first 沒有這個資料夾，請先建立");
        }
        if (!Files.isWritable(folder) || (present && !Files.isWritable(path))) {
            throw Problem.invalid(
                    "export_unwritable",
                    (present ? path : folder) + " may not be written; name another with --to 沒有寫入權限，請以 --to 指定別處");
        }
        return new TargetFile(path, present);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is there now, for the last line of a command. */
    String written() {
        return path + (replaces ? "（已取代原檔 in place of the one that was there）" : "");
    }
}
