package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import tw.qiao.analytics.engine.SnapshotWriter;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** The engine alone, over the very files of the warehouse. */
final class PlainDuckDb {
    private final Workbench workbench;

    private PlainDuckDb(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Over the Parquet files. */
    static PlainDuckDb onParquet(Workbench workbench, Path tables) throws IOException {
        for (TpchSchema table : TpchSchema.values()) {
            try (var files = Files.walk(tables.resolve(table.table()))) {
                String list = files.filter(file -> file.toString().endsWith(".parquet"))
                        .map(file -> Sql.text(file.toString()))
                        .collect(Collectors.joining(", ", "[", "]"));
                workbench.execute("create view " + table.table() + " as from read_parquet(" + list + ")");
            }
        }
        return new PlainDuckDb(workbench);
    }

    /** Over the files of the snapshot cache. */
    static PlainDuckDb onSnapshots(Workbench workbench, Path tables) throws IOException {
        try (var files = Files.list(tables.resolve(SnapshotWriter.FOLDER))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                String table = name.substring(0, name.indexOf('_'));
                workbench.execute("attach " + Sql.text(file.toString()) + " as of_" + table + " (read_only)");
                workbench.execute("create view " + table + " as from of_" + table + ".main.rows");
            }
        }
        return new PlainDuckDb(workbench);
    }

    Rows rows(String query) {
        return workbench.query(query, Rows::of);
    }
}
