package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningDemo.Extension.class)
final class PublicPagesTest {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @Test
    void theStatisticsAreAccessibleAtADesktop(RunningDemo demo) {
        try (var visitor = demo.atDesktop()) {
            visitor.open("/dashboards").look("dashboards");
            visitor.page().setViewportSize(1280, 1500);
            seesStatistics(visitor);
        }
    }

    @Test
    void theStatisticsAreAccessibleOnAPhone(RunningDemo demo) {
        try (var visitor = demo.atPhone()) {
            seesStatistics(visitor);
        }
    }

    private static void seesStatistics(Visitor visitor) {
        for (String board : List.of("vital-events", "ageing", "income", "road-safety", "crime")) {
            visitor.openBoard(board);
            visitor.page().waitForSelector("#map canvas");
            visitor.look("dashboard-" + board);
        }
        seesTheMapOfCells(visitor);
        visitor.openBoard("ageing?place=63000030").page().waitForSelector("#map canvas");
        visitor.look("dashboard-villages");
    }

    /** Columns in three dimensions, whose figures the keyboard reaches too. */
    private static void seesTheMapOfCells(Visitor visitor) {
        visitor.openBoard("day-and-night").page().waitForSelector("#cell-map[data-drawn]");
        visitor.find("#cell-map canvas").focus();
        visitor.page().keyboard().press("Enter");
        assertThat(visitor.find("#cell-readout").textContent()).contains("日間人口", "網格");
        visitor.look("dashboard-day-and-night");
        visitor.find("[data-does=relief]").click();
        assertThat(visitor.find("[data-does=relief]").getAttribute("aria-pressed"))
                .isEqualTo("false");
        visitor.follow(".cell-measures li:nth-child(2) a").page().waitForSelector("#cell-map[data-drawn]");
        assertThat(visitor.heading()).contains("日間與夜間人口");
    }

    @Test
    void pagesSpeakEnglishWhenAsked(RunningDemo demo) {
        try (var visitor = demo.atDesktop()) {
            visitor.openBoard("vital-events").open("/?lang=en");
            for (String path :
                    List.of("/", "/sign-in", "/services", Application.SERVICE, "/verify", "/dashboards/vital-events")) {
                visitor.open(path);
                assertThat(visitor.find("html").getAttribute("lang")).isEqualTo("en");
                assertThat(HAN.matcher(visitor.heading()).find())
                        .as("Chinese in the heading %s of %s", visitor.heading(), path)
                        .isFalse();
                visitor.look("english" + path.replace('/', '-'));
            }
        }
    }

    @Test
    void mistakesAndUnknownPagesAreAccessibleToo(RunningDemo demo) {
        try (var visitor = demo.atDesktop()) {
            visitor.open("/verify").look("verify");
            visitor.open("/sign-in/recovery").follow("main form button").look("recovery-refused");
            assertThat(visitor.find(".error-summary").count()).isEqualTo(1);
        }
    }
}
