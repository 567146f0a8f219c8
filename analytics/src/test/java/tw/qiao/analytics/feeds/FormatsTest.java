package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.support.TestImport;

/** The same offices in every format become the same rows of the table. */
class FormatsTest {
    private static final Feed FEED = Feeds.in(Path.of("src/test/resources/formats/offices.yaml"));
    private static final List<String> OFFICES =
            List.of("001 堃明里 1234 2024-02-29 0.300", "007 中山 北路 0 2010-01-01 -", "012 ㎡ - - 12.500");

    @TempDir
    private Path folder;

    private TestImport importing;

    @BeforeEach
    void open() {
        importing = new TestImport(folder);
    }

    @AfterEach
    void close() {
        importing.close();
    }

    @Test
    void readsWorkbooksWithTheirDatesAndFormulas() throws Exception {
        Path file = folder.resolve("2024.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "Test", "1.0")) {
            var sheet = workbook.newWorksheet("辦事處");
            List<String> header = List.of("代碼", "名稱", "人數", "成立日", "比率");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(0, i, header.get(i));
            }
            sheet.value(1, 0, "001");
            sheet.value(1, 1, "堃明里");
            sheet.value(1, 2, 1234);
            sheet.value(1, 3, LocalDate.of(2024, 2, 29));
            sheet.style(1, 3).format("yyyy/mm/dd").set();
            sheet.value(1, 4, 0.1 + 0.2);
            sheet.value(3, 0, "007");
            sheet.value(3, 1, "中山 北路");
            sheet.value(3, 2, 0);
            sheet.value(3, 3, "2010-01-01");
            sheet.value(4, 0, "012");
            sheet.value(4, 1, "㎡");
            sheet.value(4, 4, 12.5);
        }

        assertThat(importing.run(FEED, file).quarantined()).isEmpty();
        assertThat(importing.rows("offices")).isEqualTo(OFFICES);
    }
}
