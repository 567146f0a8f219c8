package tw.qiao.analytics.feeds;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.drift.Contract;
import tw.qiao.analytics.intake.NoRows;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.analytics.recipes.CellReader;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.recipes.Tally;
import tw.qiao.kernel.Problem;

/** Reads one file into clean rows; rows that are not clean go to quarantine, rows that are no data are counted. */
final class FileReading {
    private final Feed feed;
    private final SourceFile file;
    private final int number;
    private final String name;
    private final Header header;
    private final Tally tally = new Tally();
    private final CellReader[] readers;
    private final int batchColumn;
    private final List<SourceColumn> columns;
    private final RowFilter filter;
    private final RowChecks checks;
    private @Nullable String batch;
    private long read;
    private long refused;

    private FileReading(Feed feed, SourceFile file, int number, Header header, long headerLine) {
        this.feed = feed;
        this.number = number;
        this.file = file;
        this.name = fileName(file);
        this.header = header;
        this.columns = feed.columns();
        this.filter = new RowFilter(feed, header, headerLine, tally);
        this.checks = new RowChecks(columns, header.layout(), tally);
        this.readers = new CellReader[columns.size()];
        for (SourceColumn column : header.layout().columns()) {
            readers[columns.indexOf(named(columns, column.name()))] = column.reader(feed.characters(), tally);
        }
        this.batch = batchByName(feed, name).orElse(null);
        this.batchColumn = feed.batchColumn()
                .filter(_ -> batch == null)
                .map(column -> columns.indexOf(named(columns, column)))
                .orElse(-1);
    }

    private static SourceColumn named(List<SourceColumn> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the file's name says the batch is, where the feed goes by names; a problem where nothing else says it. */
    static Optional<String> batchByName(Feed feed, String name) {
        if (feed.knows(name)) {
            return feed.batch().map(pattern -> firstGroup(pattern, name));
        }
        if (feed.batchColumn().isPresent()) {
            return Optional.empty();
        }
        throw Problem.invalid(
                "feed_file_name",
                "The name of " + name + " does not say which batch it is; rename it like " + feed.properName(name)
                        + " 檔名未標示批次，請更名後重新匯入");
    }

    /** What the pattern finds in {@code text}; empty where it finds nothing. */
    private static String firstGroup(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    static String fileName(SourceFile file) {
        return file.path().getFileName().toString();
    }

    /** Reads {@code file} as number {@code number}. */
    static FileReading read(Feed feed, SourceFile file, int number, CleanRows target, Quarantine quarantine) {
        List<Reading> readings = feed.layouts().stream()
                .map(layout -> layout.reading().matteringFor(file.content()))
                .distinct()
                .toList();
        for (Reading way : readings) {
            try (Rows rows = Rows.of(file, way)) {
                var titles = new Tally();
                Rows.Row head = header(file, way, rows, titles);
                if (head.cells().size() == 1 && !way.equals(readings.getLast())) {
                    continue; // it has another separator
                }
                List<Layout> alike = feed.layouts().stream()
                        .filter(layout ->
                                layout.reading().matteringFor(file.content()).equals(way))
                        .toList();
                var reading = new FileReading(
                        feed, file, number, Header.of(fileName(file), feed, alike, head.cells()), head.line());
                titles.counts().forEach(reading.tally::add);
                reading.readAll(rows, target, quarantine);
                return reading;
            }
        }
        throw new IllegalStateException("The feed " + feed.name() + " has no layout");
    }

    /** The row on the declared line, or the first after it. */
    private static Rows.Row header(SourceFile file, Reading way, Rows rows, Tally titles) {
        while (true) {
            Rows.Row row =
                    rows.next().orElseThrow(() -> NoRows.empty(file.path().toString()));
            if (row.line() >= way.header() || row.line() == 0) {
                return row;
            }
            titles.add(Correction.TITLE_ROW);
        }
    }

    private void readAll(Rows rows, CleanRows target, Quarantine quarantine) {
        for (int i = 0; i < header.width(); i++) {
            if (header.position(i) == Header.UNNAMED) {
                tally.add(Correction.EMPTY_COLUMN);
            }
        }
        for (Optional<Rows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
            if (filter.isData(row.get())) {
                read++;
                String[] values = target.row();
                if (fill(values, row.get(), quarantine)) {
                    target.add(number, row.get().line(), values);
                } else {
                    refused++;
                }
            }
        }
        if (read == 0) {
            throw NoRows.headOnly(name);
        }
        tally.add(Correction.DELETED_ROW, rows.deleted());
    }

    private boolean fill(String[] values, Rows.Row row, Quarantine quarantine) {
        List<String> cells = row.cells();
        if (cells.size() != header.width()) {
            String what = cells.size() + " instead of " + header.width();
            quarantine.add(name, row.line(), "", Reason.WRONG_WIDTH, what);
            return false;
        }
        boolean clean = true;
        int width = header.width();
        for (int i = 0; i < width; i++) {
            int position = header.position(i);
            if (position == Header.UNNAMED) {
                if (!cells.get(i).isBlank()) {
                    quarantine.add(name, row.line(), "", Reason.UNNAMED_VALUE, cells.get(i));
                    clean = false;
                }
                continue;
            }
            if (position == Header.IGNORED) {
                continue;
            }
            String value = readers[position].read(cells.get(i));
            if (value == null) {
                quarantine.add(name, row.line(), header.name(i), Reason.NO_SUCH_VALUE, cells.get(i));
                clean = false;
            } else if (value.isEmpty()) {
                checks.missing(columns.get(position), cells.get(i), values);
            } else if (checks.isPlausible(columns.get(position), value)) {
                values[position] = value;
            } else {
                quarantine.add(name, row.line(), header.name(i), Reason.CHECK_DIGIT, value);
                clean = false;
            }
        }
        if (clean && !checks.place(values)) {
            quarantine.add(name, row.line(), checks.placeName(), Reason.IMPLAUSIBLE_PLACE, "");
            clean = false;
        }
        return clean && isOfBatch(values, row, quarantine);
    }

    private boolean isOfBatch(String[] values, Rows.Row row, Quarantine quarantine) {
        if (batchColumn < 0) {
            return true;
        }
        String text = values[batchColumn];
        String value = feed.batch().map(pattern -> firstGroup(pattern, text)).orElse(text);
        if (batch == null && !value.isEmpty()) {
            batch = value;
        }
        if (!value.equals(batch)) {
            quarantine.add(name, row.line(), columns.get(batchColumn).name(), Reason.OTHER_BATCH, text);
            return false;
        }
        return true;
    }

    SourceFile file() {
        return file;
    }

    /** By which number its rows name it. */
    int number() {
        return number;
    }

    /** The batch that the rows are of. */
    String batch() {
        if (batch == null) {
            throw Problem.invalid("feed_batch", name + " has no row that says which batch it is 檔名與各列皆未標示批次");
        }
        return batch;
    }

    /** Changes when the file or the way it is read changes. */
    String revision() {
        return revision(feed, file);
    }

    static String revision(Feed feed, SourceFile file) {
        return feed.version() + "." + feed.table().version() + ":" + file.digest();
    }

    /** How many rows of data the file has. */
    long rowsRead() {
        return read;
    }

    /** How many of them are in quarantine. */
    long rowsRefused() {
        return refused;
    }

    /** What the file calls its columns and how it writes them. */
    Contract contract() {
        var columns = new TreeMap<String, Contract.Field>();
        for (int i = 0; i < header.width(); i++) {
            if (header.position(i) >= 0) {
                String column = feed.columns().get(header.position(i)).name();
                SourceColumn written = named(header.layout().columns(), column);
                String type = written.type().sql().toLowerCase(Locale.ROOT) + " "
                        + written.format().name().toLowerCase(Locale.ROOT);
                columns.put(column, new Contract.Field(header.name(i), type));
            }
        }
        return new Contract(columns, new TreeMap<>());
    }

    /** What the file calls its columns. */
    List<String> headers() {
        return IntStream.range(0, header.width()).mapToObj(header::name).toList();
    }

    Tally tally() {
        return tally;
    }
}
