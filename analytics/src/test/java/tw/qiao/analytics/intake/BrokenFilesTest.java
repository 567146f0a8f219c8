package tw.qiao.analytics.intake;

import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.support.SampleFiles;
import tw.qiao.kernel.Problem;

/** A damaged file of any format gives its rows or a problem that says so, and nothing else. */
class BrokenFilesTest {
    private static final int DAMAGES = 400;
    private static final Reading READING =
            new Reading(',', 1, "", "", "a", Map.of(), Optional.empty(), Reading.Geometry.WKT);

    @TempDir
    private Path folder;

    @Test
    void everyDamageIsAProblemOrGoesUnnoticed() throws Exception {
        var random = new Random(20240229);
        for (var sample : samples().entrySet()) {
            Path file = folder.resolve(sample.getKey());
            for (int i = 0; i < DAMAGES; i++) {
                byte[] damaged = damaged(sample.getValue(), random);
                Files.write(file, damaged);
                try {
                    read(file);
                } catch (Problem e) {
                    // as it should be
                } catch (RuntimeException | Error e) {
                    fail("A damaged " + sample.getKey() + " number " + i, e);
                }
            }
        }
    }

    private static void read(Path file) {
        try (Rows rows = Rows.of(SourceFile.inspect(file), READING)) {
            Optional<Rows.Row> row = rows.next();
            while (row.isPresent()) {
                row = rows.next();
            }
        }
    }

    private static byte[] damaged(byte[] sample, Random random) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(sample, random.nextInt(sample.length)) : sample.clone();
        for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private Map<String, byte[]> samples() throws IOException {
        var samples = new LinkedHashMap<String, byte[]>();
        var fields = List.of(new SampleFiles.Field("NAME", 'C', 10), new SampleFiles.Field("DAY", 'D', 8));
        byte[] table = SampleFiles.dbase(
                StandardCharsets.UTF_8, fields, List.of(List.of("碼頭", "20240229"), List.of("*", "x", "")));
        samples.put("a.dbf", table);
        SampleFiles.file(folder.resolve("b.dbf"), table);
        samples.put("b.shp", SampleFiles.area(new double[] {0, 0, 0, 4, 4, 4, 0, 0}));
        SampleFiles.file(folder.resolve("c.dbf"), table);
        samples.put("c.shp", SampleFiles.points(new double[] {121.5, 25}, new double[] {1, 2}));
        Path ods = SampleFiles.spreadsheet(
                folder.resolve("d.ods"),
                "<table:table table:name=\"1\"><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
                        + "</table:table-row></table:table>");
        samples.put("d.ods", Files.readAllBytes(ods));
        samples.put("e.xlsx", workbook());
        samples.put("f.xml", octets("<?xml version=\"1.0\"?><r><a b=\"1\"><c>2</c></a><a><c>&lt;</c><d/></a></r>"));
        samples.put("g.json", octets("[{\"a\": 1, \"b\": [true, null]}, {\"a\": \"x\", \"b\": 1.5e3}]"));
        samples.put(
                "h.geojson",
                octets("{\"type\": \"FeatureCollection\", \"features\": [{\"properties\": {\"n\": 1},"
                        + " \"geometry\": {\"type\": \"Point\", \"coordinates\": [121.5, 25.0]}}]}"));
        samples.put("i.csv", octets("a,b\n1,\"2\n3\"\n4,5\n"));
        return samples;
    }

    private static byte[] workbook() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "Test", "1.0")) {
            var sheet = workbook.newWorksheet("1");
            for (int i = 0; i < 20; i++) {
                sheet.value(i, 0, "文字" + i);
                sheet.value(i, 1, i * 1.5);
            }
        }
        return out.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
