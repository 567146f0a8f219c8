package tw.qiao.platform.warehouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tw.qiao.platform.support.TestVisitor.Visited;

/** What publishers really send: each file is read, or the page says what is wrong with it and what to do. */
class BadFilesTest {
    private static final Path FIXTURES = Path.of("../analytics/src/test/resources/bad-input");
    private static final Charset LATIN = StandardCharsets.ISO_8859_1;

    @Test
    void saysOfEveryBadFileWhatItFoundAndNeverFailsItself() throws Exception {
        try (var warehouse = TestWarehouse.start()) {
            var desk = ImportDesk.of(warehouse);
            var softly = new SoftAssertions();
            int readable = 0;
            for (var file : files().entrySet()) {
                String name = file.getKey();
                Visited page = desk.send("new", name, file.getValue());
                softly.assertThat(page.status()).as(name).isEqualTo(200);
                if (page.document().select(".columns-form").isEmpty()) {
                    explains(softly, name, page);
                } else {
                    readable++;
                    checks(softly, name, check(desk, page, readable));
                }
            }
            softly.assertThat(readable).isBetween(15, files().size() - 8);
            softly.assertAll();
        }
    }

    private static void explains(SoftAssertions softly, String name, Visited page) {
        softly.assertThat(page.document().select(".notice.danger p:last-child").text())
                .as(name)
                .containsPattern("\\p{IsHan}")
                .hasSizeGreaterThan(20)
                .doesNotContain("warehouse-imports", "Exception", "未預期", "處理中斷");
    }

    private static Visited check(ImportDesk desk, Visited page, int number) throws InterruptedException {
        Visited proposed = desk.analyst()
                .open(page.document().select("a[href$=proposed=true]").attr("href"));
        return desk.submit(proposed, "form.columns-form", Map.of("table", "bad_" + number, "period", "1"));
    }

    private static void checks(SoftAssertions softly, String name, Visited checked) {
        softly.assertThat(checked.status()).as(name).isIn(200, 422);
        softly.assertThat(checked.document().select(".figures strong, .notice.danger, .error-summary li"))
                .as(name + ": " + checked.text())
                .isNotEmpty();
        softly.assertThat(checked.text()).as(name).doesNotContain("未預期", "處理中斷");
    }

    private static Map<String, byte[]> files() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var fixtures = Files.newDirectoryStream(FIXTURES, "*.csv")) {
            for (Path fixture : fixtures) {
                files.put(fixture.getFileName().toString(), Files.readAllBytes(fixture));
            }
        }
        String table = "代碼,名稱\n1,中文\n";
        files.put("01.csv", table.getBytes(Charset.forName("x-windows-950")));
        files.put("06.csv", table.getBytes(StandardCharsets.UTF_16LE));
        var glued = new ByteArrayOutputStream();
        glued.writeBytes(table.getBytes(StandardCharsets.UTF_8));
        glued.writeBytes("2,中文\n3,\u00ff\u00ff\n".getBytes(Charset.forName("x-windows-950")));
        files.put("07.csv", glued.toByteArray());
        files.put("24b.csv", latin("%PDF-1.7"));
        files.put("25a.xls", latin("\n<HTML><table><tr><td>1"));
        files.put(
                "25b.xlsx",
                latin("\u00d0\u00cf\u0011\u00e0" + "\0".repeat(1020)
                        + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"));
        files.put("25c.xls", latin("\u00d0\u00cf\u0011\u00e0"));
        files.put("25d.xlsx", latin("PK\u0003\u0004 cut off"));
        files.put("25f.xml", latin("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"));
        files.put("25g.csv.gz", bomb());
        files.put("26d.csv", latin("1".repeat(8 << 20)));
        files.put("empty.csv", latin("\n"));
        files.put("cut.parquet", latin("PAR1 and no more"));
        files.put("broken.json", latin("[{\"a\": 1"));
        return files;
    }

    private static byte[] latin(String text) {
        return text.getBytes(LATIN);
    }

    private static byte[] bomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                gzip.write(zeros);
            }
        }
        return packed.toByteArray();
    }
}
