package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.query.Provenance;

class ArrowFormatTest {
    private static final Cell NOTHING = new Cell.Missing(Column.Missing.UNKNOWN);

    @Test
    void everyTypeIsReadByArrowsOwnReaderAsItWasWritten() throws IOException {
        var read = read(new Result(
                List.of("人數", "rate", "amount", "all", "half", "many", "day", "moment", "zoned", "time"),
                List.of(
                        "BIGINT",
                        "DOUBLE",
                        "DECIMAL(12,2)",
                        "HUGEINT",
                        "FLOAT",
                        "BOOLEAN",
                        "DATE",
                        "TIMESTAMP",
                        "TIMESTAMP WITH TIME ZONE",
                        "TIME"),
                List.of(
                        List.of(
                                Cell.Figure.of(Long.MIN_VALUE),
                                figure("1.5E-300"),
                                figure("-7.25"),
                                figure("99999999999999999999999999999999999999"),
                                figure("0.5"),
                                text("true"),
                                text("1895-04-17"),
                                text("2024-02-29 23:59:59.5"),
                                text("2024-02-29 08:00:00+08:00"),
                                text("08:15:00")),
                        IntStream.range(0, 10).mapToObj(_ -> NOTHING).toList(),
                        List.of(
                                Cell.Figure.of(0),
                                figure("-0.25"),
                                figure("1234567890.12"),
                                figure("-1"),
                                figure("-2"),
                                text("false"),
                                text("2400-01-01"),
                                text("1969-12-31 23:59:59"),
                                text("1970-01-01 00:00:00+00:00"),
                                text("")))));

        long leapDay = 1_709_164_800_000_000L;
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList(
                                Long.MIN_VALUE,
                                1.5E-300,
                                new BigDecimal("-7.25"),
                                new BigDecimal("99999999999999999999999999999999999999"),
                                0.5,
                                true,
                                -27_287,
                                LocalDateTime.parse("2024-02-29T23:59:59.5"),
                                leapDay,
                                "08:15:00"),
                        Arrays.asList(null, null, null, null, null, null, null, null, null, null),
                        Arrays.asList(
                                0L,
                                -0.25,
                                new BigDecimal("1234567890.12"),
                                new BigDecimal("-1"),
                                -2.0,
                                false,
                                157_054,
                                LocalDateTime.parse("1969-12-31T23:59:59"),
                                0L,
                                ""));
        assertThat(read.schema().getFields())
                .extracting(field -> field.getName())
                .startsWith("人數", "rate");
    }

    @Test
    void whatIsNotToldIsNullAndTheSchemaSaysHowMuchThatIs() throws IOException {
        var read = read(new Result(
                List.of("village", "people"),
                List.of("VARCHAR", "BIGINT"),
                List.of(List.of(text("仁愛村"), new Cell.Suppressed()), List.of(text("介壽村"), Cell.Figure.of(12)))));

        assertThat(read.rows()).containsExactly(Arrays.asList("仁愛村", null), List.of("介壽村", 12L));
        assertThat(read.schema().getCustomMetadata())
                .containsEntry("suppressed", "1")
                .containsEntry("truncated", "false")
                .containsEntry("provenance", "births@7 sha256:ab");
    }

    @Test
    void manyRowsComeInSeveralBatchesAndNoRowsInNone() throws IOException {
        var rows = new ArrayList<List<Cell>>();
        for (int i = 0; i < 40_001; i++) {
            rows.add(List.of(i % 7 == 0 ? NOTHING : text("村" + i), Cell.Figure.of(i)));
        }
        var read = read(new Result(List.of("a", "b"), List.of("VARCHAR", "INTEGER"), rows));

        assertThat(read.rows()).hasSize(40_001);
        assertThat(read.rows().get(40_000)).isEqualTo(List.of("村40000", 40_000L));
        assertThat(read.rows().get(35_000)).isEqualTo(Arrays.asList(null, 35_000L));
        assertThat(read(new Result(List.of("a"), List.of("DATE"), List.of())).rows())
                .isEmpty();
    }

    private record Read(Schema schema, List<List<@Nullable Object>> rows) {}

    private record Result(List<String> columns, List<String> types, List<List<Cell>> rows) {}

    private static Read read(Result result) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ArrowFormat.write(
                new tw.qiao.analytics.egress.Result(
                        result.columns(),
                        result.types(),
                        result.rows(),
                        false,
                        new Provenance(List.of("births@7"), "ab")),
                bytes);
        var rows = new ArrayList<List<@Nullable Object>>();
        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator)) {
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                for (int row = 0; row < root.getRowCount(); row++) {
                    var cells = new ArrayList<@Nullable Object>();
                    for (var vector : root.getFieldVectors()) {
                        Object value = vector.getObject(row);
                        cells.add(value instanceof org.apache.arrow.vector.util.Text text ? text.toString() : value);
                    }
                    rows.add(cells);
                }
            }
            return new Read(reader.getVectorSchemaRoot().getSchema(), rows);
        }
    }

    private static Cell figure(String number) {
        return new Cell.Figure(new BigDecimal(number));
    }

    private static Cell text(String text) {
        return new Cell.Text(text);
    }
}
