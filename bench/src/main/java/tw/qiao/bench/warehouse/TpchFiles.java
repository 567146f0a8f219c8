package tw.qiao.bench.warehouse;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of TPC-H's generator, their fields parted by bars. */
final class TpchFiles {
    private final Path folder;

    /** Makes the files of {@code scale}, where 1 is about 1.1 GB. */
    TpchFiles(Path folder, double scale) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (TpchSchema table : TpchSchema.values()) {
            write(table, file(table), scale);
        }
    }

    /** Makes the file of one table alone, for scales at which all together need too much room. */
    static void write(TpchSchema table, Path file, double scale) throws IOException {
        write(TpchTable.getTable(table.table()), file, scale);
    }

    private static <E extends TpchEntity> void write(TpchTable<E> table, Path file, double scale) throws IOException {
        try (var out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            for (E row : table.createGenerator(scale, 1, 1)) {
                String line = row.toLine();
                out.write(line, 0, line.length() - 1); // each line ends with a bar
                out.write('\n');
            }
        }
    }

    Path file(TpchSchema table) {
        return folder.resolve(table.table() + ".csv");
    }

    /** How long all files are, in octets. */
    long octets() {
        long all = 0;
        for (TpchSchema table : TpchSchema.values()) {
            try {
                all += Files.size(file(table));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
