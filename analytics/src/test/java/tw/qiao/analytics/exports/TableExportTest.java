package tw.qiao.analytics.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Source;

/** Whole tables as files. */
class TableExportTest {
    private static final TableDescription OFFICES = Feeds.declared(
                    "offices", new ByteArrayInputStream("""
            feed: offices
            version: 1
            table:
              table: offices
              version: 1
              chinese: 辦事處
              english: Offices
              source: 測試資料 test data
              columns:
                - {name: name, chinese: 名稱, english: Name, type: text, key: true}
                - {name: people, chinese: 人數, english: People, type: integer}
                - {name: opened, chinese: 成立日, english: Opened, type: date}
                - {name: chief, chinese: 主管, english: Chief, type: text, personal: identifying}
            batch: {file: '(\\d{4})'}
            layouts:
              - columns:
                  - {name: name, from: [名稱]}
            """.getBytes(UTF_8)))
            .table();

    private static final String FEW = """
            (select * from (values ('2024', '=1+1', 12::bigint, date '2024-02-29', '王小橋'),
              ('2024', '中山', null, null, '陳小僑')) as t (batch, name, people, opened, chief))""";

    @TempDir
    private Path folder;

    private Workbench workbench;

    @BeforeEach
    void open() {
        workbench = Workbench.open(folder, 512, 2);
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offices.xlsx", "OFFICES.ODS"})
    void writesASheetWhoseTextsStayTextsAndItsProvenance(String name) {
        Path file = folder.resolve(name);

        assertThat(export(FEW, false).write("offices", file)).isEqualTo(2);

        assertThat(rows(file, "結果 Result"))
                .containsExactly(
                        List.of("batch", "name", "people", "opened"),
                        List.of("2024", "=1+1", "12", "2024-02-29"),
                        List.of("2024", "中山", "", ""));
        assertThat(rows(file, "出處 Provenance")).contains(List.of("資料表與版本 Table and snapshot", "offices@7"));
    }

    @Test
    void aTextInACsvFileIsNoFormulaAndWhatMayNotLeaveIsNotInIt() throws IOException {
        Path file = folder.resolve("offices.csv");

        export(FEW, false).write("offices", file);

        assertThat(Files.readString(file))
                .isEqualTo("\uFEFFbatch,name,people,opened\n2024,'=1+1,12,2024-02-29\n2024,中山,,\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offices.arrow", "offices.arrows"})
    void writesATableOfSeveralPagesAsArrowInItsOrder(String name) throws IOException {
        Path file = folder.resolve(name);
        var told = new ArrayList<Long>();
        String many = "(select '2024' as batch, 'x' as name, range as people, null::date as opened from range(40000))";

        assertThat(export(many, false, told).write("offices", file)).isEqualTo(40_000);

        var people = new ArrayList<Long>();
        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(Files.newInputStream(file), allocator)) {
            while (reader.loadNextBatch()) {
                var column = (BigIntVector) reader.getVectorSchemaRoot().getVector("people");
                for (int row = 0; row < column.getValueCount(); row++) {
                    people.add(column.get(row));
                }
            }
        }
        assertThat(people).hasSize(40_000).isSorted().startsWith(0L).endsWith(39_999L);
        assertThat(told).as("each row is read once").containsExactly(16_384L, 32_768L, 40_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offices.xlsx", "offices.ods"})
    void refusesMoreRowsThanASheetHoldsAndSaysWhatToDo(String name) {
        Path file = folder.resolve(name);
        String many = "(select '2024' as batch, 'x' as name, range as people from range(1048576))";

        assertThatThrownBy(() -> export(many, false).write("offices", file))
                .hasMessageContaining("1,048,576")
                .hasMessageContaining(".parquet");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offices.csv", "offices.parquet", "offices.arrow"})
    void letsNoRowsAboutSinglePeopleOut(String name) {
        Path file = folder.resolve(name);

        assertThatThrownBy(() -> export(FEW, true).write("offices", file)).hasMessageContaining("single people");
        assertThat(file).doesNotExist();
    }

    private TableExport export(String source, boolean people) {
        return export(source, people, new ArrayList<>());
    }

    private TableExport export(String source, boolean people, List<Long> told) {
        var rule = new TableRule(OFFICES, Optional.empty(), people);
        var egress = new Egress(new Policy(Clearance.PUBLIC, Map.of("offices", rule)));
        return new TableExport(workbench, egress, new Fixed(source, columns(source)), (rows, _) -> told.add(rows));
    }

    private List<String> columns(String source) {
        return workbench.select("select * from " + source + " limit 0").columns();
    }

    /** One table that is what a statement says. */
    private record Fixed(String sql, List<String> columns) implements Catalogue {
        @Override
        public Set<String> names() {
            return Set.of("offices");
        }

        @Override
        public Source source(String table, OptionalLong snapshot) {
            return new Source(table, OptionalLong.of(7), columns, sql);
        }
    }

    private static List<List<String>> rows(Path file, String sheet) {
        var reading = new Reading(',', 1, sheet, "", "", Map.of(), Optional.empty(), Reading.Geometry.NONE);
        var all = new ArrayList<List<String>>();
        try (Rows rows = Rows.of(SourceFile.inspect(file), reading)) {
            for (Optional<Rows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                all.add(row.get().cells());
            }
        }
        return all;
    }
}
