package tw.qiao.bench.warehouse;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.tables.WarehouseTable;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/** How long commits take, whether any is lost, and what many small files cost until they are one. */
record Commits(BenchReport report, Warehouse warehouse, Workbench workbench, Path scratch) {
    private static final int FILES = 400;
    private static final int LOOKS = 100; // until the planning is compiled, which a platform does once
    private static final int APPENDS = 100;
    private static final int WRITERS = 4;
    private static final int ROWS = 1_000;

    void measure() {
        WarehouseTable months = table("months");
        append(months, workbench, 0);
        long start = System.nanoTime();
        for (int i = 1; i < FILES; i++) {
            append(months, workbench, i);
        }
        report.figure("commit.time", milliseconds(start) / (FILES - 1), "ms, file and commit", Target.atMost(100));
        report.figure("files.400", filtered(months), "ms, planned and filtered", Target.atMost(60));
        months.compact(workbench);
        report.figure("files.compacted", filtered(months), "ms, planned and filtered", Target.atMost(5));
        report.figure("commit.lost", lost(), "of 100 concurrent appends", Target.atMost(0));
    }

    private WarehouseTable table(String name) {
        return warehouse.provide(new TableDescription(
                name,
                1,
                name,
                name,
                "bench",
                List.of(
                        Column.of("month", ColumnType.parse("integer"), true),
                        Column.of("village", ColumnType.parse("integer"), true),
                        Column.of("births", ColumnType.parse("integer"), true)),
                List.of("month")));
    }

    private static void append(WarehouseTable table, Workbench workbench, int month) {
        table.append(
                workbench,
                "select " + month + "::bigint as month, range as village, (range * 7 % 13)::bigint as births"
                        + " from range(" + ROWS + ")");
    }

    private double filtered(WarehouseTable table) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            long start = System.nanoTime();
            var plan = table.plan(OptionalLong.empty());
            workbench.number("select sum(births) from " + plan.source() + " where month = 399");
            best = Math.min(best, milliseconds(start));
        }
        return best;
    }

    private int lost() {
        WarehouseTable target = table("crowded");
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> all = IntStream.range(0, WRITERS)
                    .<Future<?>>mapToObj(writer -> threads.submit(() -> appendMany(writer)))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            System.out.println("  an append failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return (int) (APPENDS - target.plan(OptionalLong.empty()).rows() / ROWS);
    }

    private void appendMany(int writer) {
        try (var own = Workbench.open(scratch.resolve("writer-" + writer), 256, 1)) {
            for (int i = writer; i < APPENDS; i += WRITERS) {
                append(warehouse.table("crowded"), own, i);
            }
        }
    }

    private static double milliseconds(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
