package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An analyst with a file and no manual: from Big5 on the desktop to a board that everybody can open. */
@ExtendWith(RunningDemo.Extension.class)
final class OwnTableTest {
    private static final Duration PROMISED = Duration.ofMinutes(10);
    private static final Path FILE = Path.of("../platform/src/test/resources/warehouse/robbery.csv");
    private static final Charset BIG5 = Charset.forName("x-windows-950");

    @Test
    void theAnalystPublishesAFileAsABoardForEverybody(RunningDemo demo) throws IOException {
        long begun = System.nanoTime();
        try (var analyst = demo.atDesktop()) {
            analyst.signInAsStaff("分析員").look("analyst-landing");
            analyst.follow("main a[href='/warehouse/imports']").look("import-send");
            imports(analyst, "robbery");
            analyst.follow("main a[href='/warehouse/tables/robbery'] >> nth=0").look("import-table");
            analyst.follow("main a[href^='/warehouse/sql?']")
                    .type("#statement", """
                            select year(date) as year, count(*) as cases
                            from robbery group by 1 order by 1""")
                    .follow("form.editor button");
            assertThat(analyst.find("#chart canvas").count()).isEqualTo(1);
            analyst.look("own-answer");
            analyst.type("form.keep #name", "強盜案件逐年").follow("form.keep button");
            assertThat(analyst.find(".notice.success").count()).isEqualTo(1);
            analyst.follow("a[href^='/dashboards/own/new']").look("publish");
            analyst.follow("form.publish .actions button").look("publish-refused");
            analyst.type("#title", "臺北市強盜案件逐年件數")
                    .type("#source", "臺北市政府警察局")
                    .type("#unit", "件")
                    .type("#heading-0", "年")
                    .type("#heading-1", "件數")
                    .follow("form.publish .actions button");
            analyst.look("published");
            System.err.printf(
                    "From the file to the published board: %d s%n",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
            everybodySees(demo, analyst.path());
            analyst.click("details.withdraw summary").follow("details.withdraw button");
            assertThat(analyst.find(".notice.success").count()).isEqualTo(1);
        }
    }

    private static void everybodySees(RunningDemo demo, String board) {
        try (var citizen = demo.atPhone()) {
            citizen.open("/dashboards").look("boards");
            citizen.follow("a[href='" + board + "']").look("own-board");
            assertThat(citizen.find("#chart-figures canvas").count()).isEqualTo(1);
            citizen.click("details.twin summary");
            assertThat(citizen.find("#figures tbody tr").count()).isGreaterThan(5);
            assertThat(citizen.find(".stamp").innerText()).contains("臺北市政府警察局", "robbery@");
        }
    }

    @Test
    void theAnalystImportsOnThePhoneInEnglish(RunningDemo demo) throws IOException {
        try (var analyst = demo.atPhone()) {
            analyst.signInAsStaff("分析員").open("/warehouse/imports?lang=en").look("import-send-en");
            imports(analyst, "robbery_phone");
            analyst.open("/warehouse/tables/robbery_phone").look("own-table-en");
            analyst.open("/warehouse/set-aside").look("set-aside-en");
            analyst.open("/warehouse?words=robbery").look("dictionary-found-en");
        }
    }

    /** Sends the file with a date that is none, corrects it, and imports all rows. */
    private static void imports(Visitor analyst, String table) throws IOException {
        String text = Files.readString(FILE, BIG5).replace("1071115", "1071315");
        analyst.find("#file").setInputFiles(new FilePayload(table + ".csv", "text/csv", text.getBytes(BIG5)));
        analyst.follow("form.send button").look("import-columns");
        analyst.follow("a[href$='proposed=true']");
        analyst.find("#personal-2").selectOption("NONE"); // the day of a case says nothing about a person
        analyst.type("#title", "臺北市強盜案件")
                .type("#table", table)
                .type("#source", "臺北市政府警察局")
                .type("#period", "114")
                .follow(".columns-form .actions button");
        settle(analyst, "the check").look("import-checked");
        analyst.follow("main a[href$='/set-aside'] >> nth=0").look("import-set-aside");
        analyst.type("form.corrections [name=value-0]", "1071115").follow("form.corrections .actions button");
        settle(analyst, "the second check").look("import-corrected");
        analyst.follow("form.begin button:not([name])");
        settle(analyst, "the import").look("import-done");
        assertThat(analyst.find(".figures strong").allInnerTexts()).containsOnly("25");
    }

    private static Visitor settle(Visitor analyst, String awaited) {
        return analyst.reloadUntil(awaited, () -> analyst.find("progress").count() == 0);
    }
}
