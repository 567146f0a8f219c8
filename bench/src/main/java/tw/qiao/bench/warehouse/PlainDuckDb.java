package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** The engine alone, over the very files of the warehouse. */
final class PlainDuckDb {
    private final Workbench workbench;

    PlainDuckDb(Workbench workbench, Path tables) throws IOException {
        this.workbench = workbench;
        for (TpchSchema table : TpchSchema.values()) {
            try (var files = Files.walk(tables.resolve(table.table()))) {
                String list = files.filter(file -> file.toString().endsWith(".parquet"))
                        .map(file -> Sql.text(file.toString()))
                        .collect(Collectors.joining(", ", "[", "]"));
                workbench.execute("create view " + table.table() + " as from read_parquet(" + list + ")");
            }
        }
    }

    Rows rows(String query) {
        return workbench.query(query, Rows::of);
    }
}
