package tw.qiao.analytics.drift;

import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** How the values of a column are spread in each batch: numbers by tenths of all rows, all else by value. */
final class Histograms {
    /** A bin that was empty before is not endlessly different. */
    private static final double LEAST_SHARE = 0.0001;

    private Histograms() {}

    /** The counts of each batch by bin; {@code rows} is SQL that gives batch and column. */
    static NavigableMap<String, SortedMap<String, Long>> of(Workbench workbench, Column column, String rows) {
        String sql = "select batch, " + bin(workbench, column, rows) + ", count(*) from (" + rows + ") group by all";
        return workbench.query(sql, found -> {
            var counts = new TreeMap<String, SortedMap<String, Long>>();
            while (found.next()) {
                counts.computeIfAbsent(found.getString(1), _ -> new TreeMap<>())
                        .merge(found.getString(2), found.getLong(3), Long::sum);
            }
            return counts;
        });
    }

    private static String bin(Workbench workbench, Column column, String rows) {
        String name = Sql.name(column.name());
        boolean number = switch (column.type().kind()) {
            case INTEGER, DECIMAL -> true;
            default -> false;
        };
        if (!number) {
            return "coalesce(cast(" + name + " as varchar), '')";
        }
        return workbench.query(
                "select distinct edge from (select unnest(quantile_disc(" + name
                        + ", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])) as edge from (" + rows + ")) where edge is"
                        + " not null order by edge",
                edges -> {
                    var bin = new StringBuilder("coalesce(cast(0");
                    while (edges.next()) {
                        bin.append(" + cast(").append(name).append(" > ").append(edges.getString(1));
                        bin.append(" as integer)");
                    }
                    return bin.append(" + 0 * ")
                            .append(name)
                            .append(" as varchar), '')")
                            .toString();
                });
    }

    /** The population stability index: 0 for the same shares, more the more they differ. */
    static double stability(Map<String, Long> before, Map<String, Long> now) {
        double all = before.values().stream().mapToLong(Long::longValue).sum();
        double allNow = now.values().stream().mapToLong(Long::longValue).sum();
        var bins = new TreeMap<>(before);
        bins.putAll(now);
        double index = 0;
        for (String bin : bins.keySet()) {
            double share = Math.max(LEAST_SHARE, before.getOrDefault(bin, 0L) / all);
            double shareNow = Math.max(LEAST_SHARE, now.getOrDefault(bin, 0L) / allNow);
            index += (shareNow - share) * Math.log(shareNow / share);
        }
        return index;
    }
}
