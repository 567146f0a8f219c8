package tw.qiao.analytics.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.support.TestDatabase;

class WarehouseTest {
    private static final TableDescription BIRTHS = description(
            Column.of("batch", ColumnType.parse("text"), true),
            Column.of("village", ColumnType.parse("text"), true),
            Column.of("births", ColumnType.parse("integer"), false));

    @TempDir
    private Path folder;

    private String database = "";
    private Warehouse warehouse;
    private Workbench workbench;
    private WarehouseTable births;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        warehouse = Warehouse.open(database, "postgres", "", folder);
        workbench = Workbench.open(folder.resolve("scratch"), 512, 2);
        births = warehouse.provide(BIRTHS);
    }

    @AfterEach
    void close() {
        workbench.close();
        warehouse.close();
    }

    @Test
    void keepsWhatWasThereBeforeUnderTheNumberOfItsSnapshot() {
        births.append(workbench, row("2024-01", "仁愛村", 2));
        OptionalLong before = births.snapshot();
        births.append(workbench, row("2024-02", "仁愛村", 3));

        assertThat(sum(births.plan(OptionalLong.empty()))).isEqualTo(5);
        assertThat(sum(births.plan(before))).isEqualTo(2);
        assertThat(births.history()).extracting(WarehouseTable.Change::rows).containsExactly(1L, 2L);
        assertThatThrownBy(() -> births.plan(OptionalLong.of(17))).hasMessageContaining("no snapshot 17");
    }

    @Test
    void isReadWrittenAndSweptWhereItsFolderWasCopiedTo() throws Exception {
        births.append(workbench, row("2024-01", "仁愛村", 2));
        Path copy = folder.resolve("elsewhere");
        copy(folder.resolve("births"), copy.resolve("births"));
        List<Path> before = files(folder.resolve("births"));

        try (var moved = Warehouse.open(database, "postgres", "", copy)) {
            WarehouseTable there = moved.table("births");
            assertThat(there.plan(OptionalLong.empty()).paths()).allMatch(file -> file.startsWith(copy));
            there.append(workbench, row("2024-02", "仁愛村", 3));
            assertThat(there.compact(workbench)).isTrue();
            there.sweep(Duration.ZERO, Clock.systemUTC());
            assertThat(sum(there.plan(OptionalLong.empty()))).isEqualTo(5);
        }
        assertThat(files(folder.resolve("births"))).isEqualTo(before);
    }

    private static List<Path> files(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void replacesTheRowsOfABatchAndKeepsTheOthersOfTheSameFile() {
        births.replace(
                workbench,
                "batch",
                Map.of("2024-01", "a", "2024-02", "b"),
                row("2024-01", "仁愛村", 2) + " union all " + row("2024-02", "仁愛村", 3));

        births.replace(workbench, "batch", Map.of("2024-01", "c"), row("2024-01", "介壽村", 10));

        assertThat(texts("select batch || village || births from "
                        + births.plan(OptionalLong.empty()).source()
                        + " order by all"))
                .containsExactly("2024-01介壽村10", "2024-02仁愛村3");
        assertThat(births.revision("2024-01")).contains("c");
        assertThat(births.revision("2024-02")).contains("b");
        assertThat(births.revision("2024-03")).isEmpty();
    }

    @Test
    void readsOldFilesByTheNumbersOfTheirColumnsAfterARenamingAndAnAddition() {
        births.append(workbench, row("2024-01", "仁愛村", 2));
        Column living = Column.of("live_births", ColumnType.parse("integer"), false);
        WarehouseTable evolved = warehouse.provide(description(
                BIRTHS.columns().get(0),
                BIRTHS.columns().get(1),
                formerly(living, "births"),
                Column.of("deaths", ColumnType.parse("decimal(9,2)"), false)));
        evolved.append(workbench, "select '2024-02' as batch, '介壽村' as village, 7 as live_births, 1.5 as deaths");

        assertThat(texts("select concat_ws(' ', batch, live_births, coalesce(deaths::varchar, '-')) from "
                        + evolved.plan(OptionalLong.empty()).source() + " order by all"))
                .containsExactly("2024-01 2 -", "2024-02 7 1.50");
    }

    @Test
    void losesNoneOfAHundredConcurrentAppends() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var appends = IntStream.range(0, 100)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        try (var own = Workbench.open(folder.resolve("scratch"), 128, 1)) {
                            warehouse.table("births").append(own, row("b" + i, "仁愛村", 1));
                        }
                        return null;
                    })
                    .toList();
            for (var append : threads.invokeAll(appends)) {
                append.get();
            }
        }

        assertThat(sum(births.plan(OptionalLong.empty()))).isEqualTo(100);
    }

    @Test
    void countsABatchOnceWhenTwoWritersBringItAtTheSameTime() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var writers = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 12; i++) {
                writers.add(() -> {
                    try (var own = Workbench.open(folder.resolve("scratch"), 128, 1)) {
                        warehouse
                                .table("births")
                                .replace(own, "batch", Map.of("2024-01", "a"), row("2024-01", "仁愛村", 2));
                    }
                    return null;
                });
            }
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }

        assertThat(sum(births.plan(OptionalLong.empty()))).isEqualTo(2);
    }

    @Test
    void leavesTheOldTableWhenAWriterDiesBeforeItsCommitAndSweepsWhatItLeft() throws Exception {
        births.append(workbench, row("2024-01", "仁愛村", 2));
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingWriter.class.getName(),
                        database,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).isEqualTo(DyingWriter.KILLED);
        assertThat(parquetFiles()).hasSize(2);

        assertThat(sum(births.plan(OptionalLong.empty()))).isEqualTo(2);
        assertThat(births.sweep(Duration.ofHours(1), Clock.systemUTC())).isZero();
        assertThat(births.sweep(Duration.ZERO, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1))))
                .isEqualTo(1);
        assertThat(parquetFiles()).hasSize(1);
        assertThat(sum(births.plan(OptionalLong.empty()))).isEqualTo(2);
    }

    @Test
    void refusesATableInWhichAnotherProgramDeletedRows() {
        births.append(workbench, row("2024-01", "仁愛村", 2));
        births.iceberg()
                .newRowDelta()
                .addDeletes(FileMetadata.deleteFileBuilder(PartitionSpec.unpartitioned())
                        .ofPositionDeletes()
                        .withPath(folder.resolve("births/data/deletes.parquet").toString())
                        .withFileSizeInBytes(100)
                        .withRecordCount(1)
                        .build())
                .commit();

        assertThatThrownBy(() -> births.plan(OptionalLong.empty()))
                .hasMessageContaining("births has delete files")
                .hasMessageContaining("rewrite_data_files");
    }

    @Test
    void compactsManySmallFilesIntoOneSortedFileAndForgetsTheOldOnes() throws Exception {
        for (int i = 0; i < 12; i++) {
            births.append(workbench, row("2024-%02d".formatted(12 - i), "仁愛村", 1));
        }

        assertThat(births.compact(workbench)).isTrue();

        FilePlan plan = births.plan(OptionalLong.empty());
        assertThat(plan.files()).hasSize(1);
        assertThat(texts("select batch from " + plan.source())).isSorted().hasSize(12);
        assertThat(births.history().getLast().operation()).isEqualTo("replace");
        assertThat(births.compact(workbench)).isFalse();

        births.expire(Instant.now().plusSeconds(1));
        births.sweep(Duration.ZERO, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1)));
        assertThat(births.history()).hasSize(1);
        assertThat(parquetFiles()).hasSize(1);
        assertThat(sum(births.plan(OptionalLong.empty()))).isEqualTo(12);
    }

    @Test
    void plansOnlyTheFilesThatCanHoldWhatIsAskedFor() {
        births.append(workbench, row("2024-01", "仁愛村", 2));
        births.append(workbench, row("2024-02", "仁愛村", 30));

        assertThat(births.plan(OptionalLong.empty(), Expressions.greaterThan("births", 10L))
                        .files())
                .hasSize(1);
        assertThat(births.plan(OptionalLong.empty(), Expressions.equal("batch", "2025-01"))
                        .files())
                .isEmpty();
    }

    @Test
    void answersAQuestionAboutATableWithoutRows() {
        assertThat(sum(births.plan(OptionalLong.empty()))).isZero();
        assertThatThrownBy(() -> warehouse.table("deaths")).hasMessage("There is no table deaths; there are: births");
    }

    static String row(String batch, String village, int births) {
        return "select '" + batch + "' as batch, '" + village + "' as village, " + births + " as births";
    }

    private long sum(FilePlan plan) {
        return workbench.number("select coalesce(sum(births), 0) from " + plan.source());
    }

    private List<String> texts(String sql) {
        return workbench.query(sql, rows -> {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        });
    }

    private List<Path> parquetFiles() throws Exception {
        try (var files = Files.list(folder.resolve("births/data"))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private static Column formerly(Column column, String name) {
        return new Column(
                column.name(),
                column.chinese(),
                column.english(),
                column.type(),
                column.key(),
                column.required(),
                column.unit(),
                column.missing(),
                column.codes(),
                column.pattern(),
                column.smallest(),
                column.largest(),
                column.personal(),
                column.period(),
                Optional.of(name));
    }

    private static TableDescription description(Column... columns) {
        return new TableDescription("births", 1, "出生", "Births", "", List.of(columns), List.of("batch"));
    }
}
