package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** Writes rows into a file of their own; the file is there whole or not at all. */
public final class Export {
    private Export() {}

    /**
     * Writes the rows of {@code source}, which is what follows {@code from}.
     *
     * <p>As CSV in UTF-8 with a byte order mark, as a JSON list of objects or as Parquet, by the end of the file's
     * name.
     */
    public static void write(Workbench workbench, String source, Path target) {
        String ending = ending(target);
        String form = switch (ending) {
            case "parquet" -> "format parquet, compression zstd, parquet_version v2";
            case "json" -> "format json, array true";
            default -> "format csv, header";
        };
        whole(target, draft -> {
            workbench.execute("copy (from " + source + ") to " + Sql.text(draft.toString()) + " (" + form + ")");
            if (ending.equals("csv")) {
                mark(draft);
            }
        });
    }

    /** Writes to a file. */
    @FunctionalInterface
    public interface Writing {
        void to(Path draft) throws IOException;
    }

    /** Lets {@code writing} fill a draft beside {@code target}, and puts it there once it is done. */
    public static void whole(Path target, Writing writing) {
        Path folder = target.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "export", ".part");
            try {
                writing.to(draft);
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ending(Path target) {
        String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Spreadsheets take a CSV file for Big5 unless it begins with the mark. */
    private static void mark(Path draft) throws IOException {
        Path marked = Files.createTempFile(draft.getParent(), "export", ".part");
        try {
            try (var out = Files.newOutputStream(marked)) {
                out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
                Files.copy(draft, out);
            }
            Files.move(marked, draft, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(marked);
        }
    }
}
