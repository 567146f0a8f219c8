package tw.qiao.analytics.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.WarehouseTable;

/** Compares batches that are about to be committed with those before them, in the order of their names. */
public final class DriftCheck {
    /** What a file of fewer rows holds varies by chance. */
    private static final long FEWEST_ROWS = 100;

    private final TableDescription description;
    private final DriftRules rules;

    private DriftCheck(TableDescription description, DriftRules rules) {
        this.description = description;
        this.rules = rules;
    }

    /** The check that is declared for a table. */
    public static DriftCheck of(TableDescription description) {
        return new DriftCheck(description, DriftRules.of(description.name()));
    }

    static DriftCheck of(TableDescription description, DriftRules rules) {
        return new DriftCheck(description, rules);
    }

    /**
     * What is different.
     *
     * @param select SQL of the rows of all batches
     * @param files the columns of each batch's file
     */
    public Drift inspect(Workbench workbench, WarehouseTable table, String select, SortedMap<String, Contract> files) {
        var findings = new ArrayList<Finding>();
        var contracts = withCodes(workbench, select, files);
        Optional<Contract> before = table.note(Drift.CONTRACT).map(Contract::read);
        for (var batch : contracts.entrySet()) {
            before.map(batch.getValue()::differences)
                    .ifPresent(all ->
                            all.forEach(one -> findings.add(new Finding(batch.getKey(), one, rules.contract()))));
            before = Optional.of(batch.getValue());
        }
        if (rules.rows().isPresent() || !rules.columns().isEmpty()) {
            compare(workbench, table, select, new TreeSet<>(files.keySet()), findings);
        }
        return new Drift(findings, contracts);
    }

    private SortedMap<String, Contract> withCodes(
            Workbench workbench, String select, SortedMap<String, Contract> files) {
        var codes = new TreeMap<String, SortedMap<String, SortedSet<String>>>();
        for (Column column : description.columns()) {
            if (column.codes().isPresent()) {
                workbench.query(
                        "select distinct batch, " + Sql.name(column.name()) + " from (" + select + ") where "
                                + Sql.name(column.name()) + " is not null",
                        rows -> {
                            while (rows.next()) {
                                codes.computeIfAbsent(rows.getString(1), _ -> new TreeMap<>())
                                        .computeIfAbsent(column.name(), _ -> new TreeSet<>())
                                        .add(rows.getString(2));
                            }
                            return true;
                        });
            }
        }
        var contracts = new TreeMap<String, Contract>();
        files.forEach((batch, contract) ->
                contracts.put(batch, contract.withCodes(codes.getOrDefault(batch, new TreeMap<>()))));
        return contracts;
    }

    private void compare(
            Workbench workbench,
            WarehouseTable table,
            String select,
            NavigableSet<String> batches,
            List<Finding> findings) {
        NavigableSet<String> known = new TreeSet<>(table.batches());
        known.removeAll(batches);
        var earlier = new TreeSet<String>();
        batches.forEach(batch -> {
            String lower = known.lower(batch);
            if (lower != null) {
                earlier.add(lower);
            }
        });
        List<Column> columns = columns();
        String names =
                columns.stream().map(column -> ", " + Sql.name(column.name())).collect(Collectors.joining());
        String chosen = "select " + Dictionary.BATCH + names + " from ";
        String rows = chosen + "(" + select + ")";
        if (!earlier.isEmpty()) {
            String texts = earlier.stream().map(Sql::text).collect(Collectors.joining(", "));
            rows += " union all " + chosen
                    + table.plan(Dictionary.BATCH, earlier).source() + " where " + Dictionary.BATCH + " in (" + texts
                    + ")";
        }
        workbench.execute("create or replace temp view compared as " + rows);
        Column batch = Column.of(Dictionary.BATCH, ColumnType.parse("text"), true);
        rules.rows()
                .ifPresent(limit -> rows(Histograms.of(workbench, batch, "from compared"), batches, limit, findings));
        for (DriftRules.ColumnLimit limit : rules.columns()) {
            Column column = column(limit.column());
            String pair = "select batch, " + Sql.name(column.name()) + " from compared";
            spread(Histograms.of(workbench, column, pair), batches, limit, findings);
        }
        workbench.execute("drop view compared");
    }

    private List<Column> columns() {
        return rules.columns().stream().map(limit -> column(limit.column())).toList();
    }

    private Column column(String name) {
        return description.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "drift names " + name + ", which is no column of " + description.name()));
    }

    private static void rows(
            NavigableMap<String, SortedMap<String, Long>> counts,
            NavigableSet<String> batches,
            DriftRules.Limit limit,
            List<Finding> findings) {
        for (String batch : batches) {
            var before = counts.lowerEntry(batch);
            if (before == null) {
                continue;
            }
            long was = sum(before.getValue());
            long is = sum(counts.getOrDefault(batch, new TreeMap<>()));
            if (was >= FEWEST_ROWS && Math.abs(is - was) > limit.most() * was) {
                findings.add(new Finding(
                        batch,
                        String.format(
                                Locale.ROOT,
                                "列數改變 rows changed: %,d → %,d (%+.1f %%, %s)",
                                was,
                                is,
                                100.0 * (is - was) / was,
                                before.getKey()),
                        limit.verdict()));
            }
        }
    }

    private static void spread(
            NavigableMap<String, SortedMap<String, Long>> counts,
            NavigableSet<String> batches,
            DriftRules.ColumnLimit limit,
            List<Finding> findings) {
        for (String batch : batches) {
            var before = counts.lowerEntry(batch);
            SortedMap<String, Long> now = counts.getOrDefault(batch, new TreeMap<>());
            if (before == null || Math.min(sum(before.getValue()), sum(now)) < FEWEST_ROWS) {
                continue;
            }
            double index = Histograms.stability(before.getValue(), now);
            if (index > limit.limit().most()) {
                findings.add(new Finding(
                        batch,
                        String.format(
                                Locale.ROOT,
                                "分布改變 distribution changed: %s: PSI %.3f > %s (%s)",
                                limit.column(),
                                index,
                                limit.limit().most(),
                                before.getKey()),
                        limit.limit().verdict()));
            }
        }
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
