package tw.qiao.society;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The command line of the society: {@code --size N --seed N --data FOLDER} and any of {@code --postgres JDBC_URL},
 * {@code --parquet FOLDER}, {@code --truth FOLDER}. Progress goes to standard error.
 */
public final class SocietyCommand {
    private static final Set<String> OPTIONS = Set.of("size", "seed", "data", "postgres", "parquet", "truth");
    private static final String USAGE =
            "Usage: society [--size 200000] [--seed 1] [--data data] [--postgres JDBC_URL] [--parquet FOLDER] [--truth FOLDER]";

    private SocietyCommand() {}

    public static void main(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!OPTIONS.contains(name) || i + 1 == arguments.length) {
                System.err.println(USAGE);
                System.exit(2);
            }
            options.put(name, arguments[i + 1]);
        }
        run(options);
    }

    private static void run(Map<String, String> options) {
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        int size = Integer.parseInt(options.getOrDefault("size", "200000"));
        var society = Society.of(seed, size, Path.of(options.getOrDefault("data", "data")));
        ProgressListener progress = new PrintedProgress();
        String url = options.get("postgres");
        if (url != null) {
            var database = new PGSimpleDataSource();
            database.setURL(url);
            System.err.println("registers: " + Registers.load(database, society, progress));
        }
        String parquet = options.get("parquet");
        if (parquet != null) {
            ParquetFiles.write(society, Path.of(parquet), progress);
        }
        String folder = options.get("truth");
        if (folder != null) {
            Truth.of(society).write(Path.of(folder).resolve("truth.json"));
            MarginReport.of(society).write(Path.of(folder));
            DemoPeople.of(society).write(Path.of(folder).resolve("demo-people.json"));
        }
    }

    /** Prints a line whenever another tenth is done. */
    private static final class PrintedProgress implements ProgressListener {
        private final long start = System.nanoTime();
        private String last = "";

        @Override
        public synchronized void progressed(String step, long done, long total) {
            String line = step + " " + done * 10 / Math.max(total, 1) * 10 + " %";
            if (!line.equals(last)) {
                last = line;
                System.err.printf("%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, line);
            }
        }
    }
}
