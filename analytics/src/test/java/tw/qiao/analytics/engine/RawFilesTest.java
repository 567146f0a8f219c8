package tw.qiao.analytics.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares the shipped tables with every raw file, by county and month, where the raw files are at hand: in the folder
 * {@code shared/data/open} beside the checkout, or in the one that the environment variable {@code QIAO_OPEN_DATA}
 * names.
 */
class RawFilesTest {
    private static Path open;

    @BeforeAll
    static void findRawFiles() {
        String named = System.getenv("QIAO_OPEN_DATA");
        open = named == null ? Path.of("../../shared/data/open") : Path.of(named);
        boolean present = Files.isDirectory(open.resolve("vital-events-by-village"));
        if (!present) {
            System.out.println("Raw files are absent (" + open.toAbsolutePath().normalize()
                    + "): the comparison with all of them is skipped; the checked-in sums are still compared");
        }
        Assumptions.assumeTrue(present, "raw files absent");
    }

    @Test
    void eventsAreThoseOfAllRawFilesByCountyAndMonth() throws Exception {
        var raw = new TreeMap<String, long[]>();
        for (Path file : files("vital-events-by-village")) {
            read(file, "區域別", raw, "出生數", "死亡數", "結婚對數", "離婚對數");
        }

        assertThat(shipped("""
                select left(township_code, 5) || ' ' || strftime(month, '%Y-%m'),
                  sum(births_male + births_female), sum(deaths_male + deaths_female), sum(marriages), sum(divorces)
                from events group by all
                """)).hasSize(129 * 22).isEqualTo(texts(raw));
    }

    @Test
    void populationIsThatOfAllRawFilesByCountyAndMonth() throws Exception {
        var raw = new TreeMap<String, long[]>();
        for (Path file : files("population-by-village")) {
            read(file, "區域", raw, "人口", "戶數", "未滿15歲", "15-64歲", "超過64歲");
        }

        assertThat(shipped("""
                select left(township_code, 5) || ' ' || strftime(month, '%Y-%m'),
                  sum(men + women), sum(households), sum(under_15), sum(from_15_to_64), sum(over_64)
                from population group by all
                """)).hasSize(84 * 22).isEqualTo(texts(raw));
    }

    private static List<Path> files(String folder) throws IOException {
        try (var files = Files.list(open.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /** Sums each measure's column, and the columns of its couples of opposite and same sex. */
    private static void read(Path file, String place, Map<String, long[]> sums, String... measures) throws IOException {
        String month = file.getFileName().toString().substring(0, 7);
        Map<String, String> codes = countyCodes();
        List<String> header = List.of();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> cells = Arrays.asList(
                        line.replace("\"", "").replace("\uFEFF", "").split(",", -1));
                if (cells.contains(place)) {
                    header = cells;
                } else if (Character.isDigit(cells.getFirst().charAt(0))) {
                    String county = cells.get(header.indexOf(place))
                            .strip()
                            .substring(0, 3)
                            .replace("桃園縣", "桃園市");
                    long[] row = sums.computeIfAbsent(codes.get(county) + " " + month, _ -> new long[measures.length]);
                    for (int i = 0; i < measures.length; i++) {
                        row[i] += number(header, cells, measures[i])
                                + number(header, cells, measures[i] + "_異性")
                                + number(header, cells, measures[i] + "_同性");
                    }
                }
            }
        }
    }

    private static long number(List<String> header, List<String> cells, String column) {
        int index = header.indexOf(column);
        return index < 0 ? 0 : Long.parseLong(cells.get(index).strip());
    }

    private static Map<String, String> countyCodes() throws IOException {
        var codes = new TreeMap<String, String>();
        for (String line : Files.readAllLines(Path.of("../data/boundaries/townships.csv"))) {
            List<String> cells = Arrays.asList(line.split(",", -1));
            codes.put(cells.get(1), cells.get(0));
        }
        return codes;
    }

    private static Map<String, String> texts(Map<String, long[]> sums) {
        var texts = new TreeMap<String, String>();
        sums.forEach((key, row) -> texts.put(key, Arrays.toString(row)));
        return texts;
    }

    private static Map<String, String> shipped(String sql) throws Exception {
        var texts = new TreeMap<String, String>();
        try (var engine = new Engine(Path.of("../data/vital-events"), 256, 2, 20)) {
            engine.answer(sql, List.of(), 10_000).path("rows").forEach(row -> {
                List<String> cells =
                        row.valueStream().skip(1).map(cell -> cell.asString()).toList();
                texts.put(row.get(0).asString(), "[" + String.join(", ", cells) + "]");
            });
        }
        return texts;
    }
}
