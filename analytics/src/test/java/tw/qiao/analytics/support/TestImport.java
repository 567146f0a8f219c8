package tw.qiao.analytics.support;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.FeedImport;
import tw.qiao.analytics.feeds.ImportReport;
import tw.qiao.analytics.tables.Warehouse;

/** A warehouse of its own below a folder, into which files are imported. */
public final class TestImport implements AutoCloseable {
    private final Warehouse warehouse;
    private final Workbench workbench;
    private final FeedImport importing;

    public TestImport(Path folder) {
        this.warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
        this.workbench = Workbench.open(folder, 512, 2);
        this.importing = new FeedImport(warehouse, workbench, folder.resolve("scratch"), folder, Clock.systemUTC());
    }

    public ImportReport run(Feed feed, Path... files) {
        return importing.run(feed, List.of(files), (_, _, _) -> {});
    }

    /** The cells of each row of a table without its batch, with blanks between them, sorted; {@code -} for none. */
    public List<String> rows(String table) {
        String source = warehouse.table(table).plan(OptionalLong.empty()).source();
        return workbench.query("select * exclude (batch) from " + source, found -> {
            var rows = new ArrayList<String>();
            while (found.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    cells.add(Objects.requireNonNullElse(found.getString(i), "-"));
                }
                rows.add(String.join(" ", cells));
            }
            return rows.stream().sorted().toList();
        });
    }

    @Override
    public void close() {
        workbench.close();
        warehouse.close();
    }
}
