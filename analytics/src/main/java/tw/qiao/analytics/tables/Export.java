package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** Writes rows into a file of their own; the file is there whole or not at all. */
public final class Export {
    private Export() {}

    /**
     * Writes the rows of {@code source}, which is what follows {@code from}.
     *
     * <p>As CSV in UTF-8, as a JSON list of objects or as Parquet, by the end of the file's name.
     */
    public static void write(Workbench workbench, String source, Path target) {
        String form = switch (ending(target)) {
            case "parquet" -> "format parquet, compression zstd, parquet_version v2";
            case "json" -> "format json, array true";
            default -> "format csv, header";
        };
        whole(
                target,
                draft -> workbench.execute(
                        "copy (from " + source + ") to " + Sql.text(draft.toString()) + " (" + form + ")"));
    }

    /** Writes to a file. */
    @FunctionalInterface
    public interface Writing {
        void to(Path draft) throws IOException;
    }

    /** Lets {@code writing} make a draft beside {@code target}, and puts it there once it is done. */
    public static void whole(Path target, Writing writing) {
        // whoever writes makes it, so that its mode is what the umask says and not that of a temporary file
        Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        draft.toFile().deleteOnExit(); // also when the program is stopped meanwhile
        try {
            writing.to(draft);
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remove(draft);
        }
    }

    private static void remove(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ending(Path target) {
        String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
