package tw.qiao.analytics.feeds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.recipes.Tally;

/** Makes the rows of a table of clean rows by the feed's recipe, and sets aside those that break the dictionary. */
final class Refinement {
    private static final String OFFENCES = "offences";

    /** The hashes of keys that several rows have. */
    private static final String ALIKE = "alike_keys";

    private final Workbench workbench;
    private final Feed feed;

    Refinement(Workbench workbench, Feed feed) {
        this.workbench = workbench;
        this.feed = feed;
    }

    /** Fills {@code result} with the table's columns and the file and line of each row. */
    void refine(CleanRows rows, List<FileReading> files) {
        workbench.execute("create or replace temp table files (file integer, name varchar, batch varchar)");
        workbench.execute("insert into files values "
                + files.stream()
                        .map(file -> "(" + file.number() + ", " + Sql.text(FileReading.fileName(file.file())) + ", "
                                + Sql.text(file.batch()) + ")")
                        .collect(Collectors.joining(", ")));
        // a table and no view, because recipes read it more than once
        workbench.execute("create or replace temp table rows as select r.*, batch from " + rows.source()
                + " r join files using (file)");
        String columns = feed.table().columns().stream()
                .map(column -> "cast(" + Sql.name(column.name()) + " as "
                        + column.type().sql() + ") as " + Sql.name(column.name()))
                .collect(Collectors.joining(", "));
        String correction =
                feed.correction().map(column -> ", " + Sql.name(column)).orElse("");
        workbench.execute("create or replace temp table result as select file, line, " + columns + correction
                + " from (" + feed.recipe() + ")");
        workbench.execute("drop table rows");
    }

    private void countCorrections(Tally tally) {
        feed.correction()
                .ifPresent(column -> workbench.query(
                        "select " + Sql.name(column) + ", count(*) from result where " + Sql.name(column)
                                + " is not null group by all",
                        found -> {
                            while (found.next()) {
                                tally.add(Correction.valueOf(found.getString(1)), found.getLong(2));
                            }
                            return true;
                        }));
    }

    /** Sets aside whole source rows of which a row of the result is wrong; says how many, by the numbers of files. */
    Map<Integer, Long> setAside(Quarantine quarantine, Tally tally) {
        workbench.execute("create or replace temp table " + OFFENCES
                + " (file integer, line bigint, col varchar, reason varchar, val varchar)");
        List<Offence> tests = tests();
        if (!tests.isEmpty()) {
            // the rows in which anything is wrong are found first, because they are few
            String wrong =
                    tests.stream().map(test -> "(" + test.condition() + ")").collect(Collectors.joining(" or "));
            String cases = tests.stream().map(Offence::sql).collect(Collectors.joining(", "));
            workbench.execute("insert into " + OFFENCES + " select file, line, o.c, o.r, o.v from (select file, line,"
                    + " unnest([" + cases + "]) as o from result where " + wrong + ") where o is not null");
        }
        countCorrections(tally);
        conflicts();
        tally.add(Correction.IDENTICAL_ROW, identical());
        workbench.query(
                "select distinct name, line, col, reason, coalesce(val, '') from " + OFFENCES
                        + " join files using (file) order by name, line",
                found -> {
                    while (found.next()) {
                        String reason = found.getString(4);
                        boolean declared = reason.startsWith(Reason.EXPECTATION.name());
                        quarantine.add(
                                found.getString(1),
                                found.getLong(2),
                                declared
                                        ? reason.substring(
                                                Reason.EXPECTATION.name().length() + 1)
                                        : found.getString(3),
                                declared ? Reason.EXPECTATION : Reason.valueOf(reason),
                                found.getString(5));
                    }
                    return true;
                });
        var refused =
                workbench.query("select file, count(distinct line) from " + OFFENCES + " group by file", found -> {
                    var counts = new HashMap<Integer, Long>();
                    while (found.next()) {
                        counts.put(found.getInt(1), found.getLong(2));
                    }
                    return counts;
                });
        if (!refused.isEmpty()) { // once, and not each time that the rows are read
            workbench.execute("delete from result where (file, line) in (select (file, line) from " + OFFENCES + ")");
        }
        return refused;
    }

    /** The batches of which {@link #select} has rows. */
    Set<String> batches() {
        return workbench.query("select distinct " + Dictionary.BATCH + " from (" + select() + ")", found -> {
            var batches = new HashSet<String>();
            while (found.next()) {
                batches.add(found.getString(1));
            }
            return batches;
        });
    }

    /** SQL of the rows that are left. */
    String select() {
        String columns = feed.table().columns().stream()
                .map(column -> Sql.name(column.name()))
                .collect(Collectors.joining(", "));
        return "select " + columns + " from result";
    }

    private List<Offence> tests() {
        var tests = new ArrayList<Offence>();
        for (Column column : feed.table().columns()) {
            String name = Sql.name(column.name());
            if (column.required() && !column.name().equals(Dictionary.BATCH)) {
                tests.add(new Offence(name + " is null", column.name(), Reason.MISSING.name(), "''"));
            }
            column.smallest()
                    .ifPresent(least -> tests.add(new Offence(
                            name + " < " + value(column, least), column.name(), Reason.OUT_OF_RANGE.name(), name)));
            column.largest()
                    .ifPresent(most -> tests.add(new Offence(
                            name + " > " + value(column, most), column.name(), Reason.OUT_OF_RANGE.name(), name)));
            column.pattern()
                    .ifPresent(pattern -> tests.add(new Offence(
                            "not regexp_full_match(" + name + ", " + Sql.text(pattern) + ")",
                            column.name(),
                            Reason.PATTERN.name(),
                            name)));
        }
        feed.expectations()
                .forEach(expectation -> tests.add(new Offence(
                        "not (" + expectation.sql() + ")",
                        "",
                        Reason.EXPECTATION.name() + ":" + expectation.reason(),
                        "''")));
        return tests;
    }

    private static String value(Column column, String text) {
        return text.equals("today")
                ? "current_date"
                : "cast(" + Sql.text(text) + " as " + column.type().sql() + ")";
    }

    /** Something that must not be: in which column, under which reason, with which value in SQL. */
    private record Offence(String condition, String column, String reason, String value) {
        String sql() {
            return "case when " + condition + " then {c: " + Sql.text(column) + ", r: " + Sql.text(reason)
                    + ", v: cast(" + value + " as varchar)} end";
        }
    }

    private String key() {
        return feed.table().key().stream()
                .map(column -> Sql.name(column.name()))
                .collect(Collectors.joining(", "));
    }

    /** Rows of the same key that differ in anything else: which is right nobody knows, so none is taken. */
    private void conflicts() {
        workbench.execute("create or replace temp table doubles (first bigint, kinds bigint, n bigint)");
        if (feed.table().key().isEmpty() || isSurelyUnique()) {
            return;
        }
        String others = feed.table().columns().stream()
                .filter(column -> !column.key())
                .map(column -> Sql.name(column.name()))
                .collect(Collectors.joining(", "));
        workbench.execute("create or replace temp table doubles as select " + key()
                + ", min(row) as first, count(distinct hash(" + others + ")) as kinds, count(*) as n"
                + " from (select *, rowid as row from result where hash(" + key() + ") in (from " + ALIKE + "))"
                + " group by " + key() + " having count(*) > 1");
        if (workbench.number("select count(*) from doubles where kinds > 1") > 0) {
            workbench.execute("insert into " + OFFENCES + " select file, line, " + Sql.text(key().replace("\"", ""))
                    + ", '" + Reason.CONFLICTING_KEY + "', concat_ws(' ', " + key()
                    + ") from result join doubles using ("
                    + key() + ") where kinds > 1");
        }
    }

    /** Hashes are counted in a fifth of the time that keys take; only where two are the same the keys are compared. */
    private boolean isSurelyUnique() {
        workbench.execute("create or replace temp table " + ALIKE + " as select hash(" + key()
                + ") as alike from result group by alike having count(*) > 1");
        return workbench.number("select count(*) from " + ALIKE) == 0;
    }

    /** Rows that are the same in all columns count once. */
    private long identical() {
        if (feed.table().key().isEmpty() || workbench.number("select count(*) from doubles where kinds = 1") == 0) {
            return 0;
        }
        long same = workbench.number("select sum(n - 1) from doubles where kinds = 1");
        workbench.execute("delete from result where rowid in (select r.rowid from result r join doubles using (" + key()
                + ") where kinds = 1 and r.rowid <> first)");
        return same;
    }
}
