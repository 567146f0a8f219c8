package tw.qiao.platform.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;
import tw.qiao.kernel.log.Commitment;
import tw.qiao.kernel.log.TlogProof;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class ReportRunsTest {
    private static ReportCentre centre;
    private static TestPlatform platform;
    private static TestVisitor analyst;
    private static UUID account;

    @BeforeAll
    static void start() {
        centre = ReportCentre.start();
        platform = centre.platform();
        analyst = centre.analyst();
        account = platform.database()
                .sql("select id from identity.account where 'ANALYST' = any (roles) limit 1")
                .query(UUID.class)
                .single();
    }

    @AfterAll
    static void stop() {
        centre.close();
    }

    @BeforeEach
    void forget() throws InterruptedException {
        awaitEvidence();
        for (String table : List.of("file", "run", "schedule", "subscription")) {
            platform.database().sql("delete from reports." + table).update();
        }
    }

    /** What the evidence log still takes must not be removed under it. */
    private static void awaitEvidence() throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            int open = platform.database()
                    .sql("select count(*) from reports.file where log_index is null")
                    .query(Integer.class)
                    .single();
            if (open == 0) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The evidence log does not take the files");
    }

    @Test
    void aKeptRunHasItsFilesWithReceiptsThatAnybodyCanVerify() throws Exception {
        Visited asked =
                analyst.submit(analyst.open("/reports/fatal-accidents?year=2020"), "form[action$=/runs]", Map.of());
        assertThat(asked.text()).contains("等待中");

        platform.bean(ReportMaking.class).work();

        Visited run = analyst.open(asked.address().getPath());
        assertThat(run.text()).contains("完成", "traffic_accidents_fatal@", "民國109年");
        byte[] pdf = files().content(id(run), FileFormat.PDF).orElseThrow();
        JsonNode receipt = receipt(run);
        assertThat(receipt.path("statement").path("sha256").asString())
                .isEqualTo(HexFormat.of().formatHex(Sha256.of(pdf)));
        byte[] entry = receipt.path("entry").asString().getBytes(StandardCharsets.UTF_8);
        assertThat(CanonicalJson.MAPPER.readTree(entry).path("commit").asString())
                .isEqualTo(Commitment.to(
                        CanonicalJson.bytes(receipt.path("statement")),
                        receipt.path("salt").asString()));
        assertThat(TlogProof.parse(receipt.path("proof").asString())
                        .verify(entry, platform.bean(WitnessPolicy.class))
                        .size())
                .isPositive();
    }

    private static JsonNode receipt(Visited run) throws InterruptedException {
        for (int i = 0; i < 400; i++) {
            Visited got = analyst.open(run.address().getPath() + "/receipt.pdf");
            if (got.status() == 200) {
                return CanonicalJson.MAPPER.readTree(got.response().body());
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no receipt");
    }

    @Test
    void theFileInHandIsThePublishedOneOrIsNot() throws Exception {
        UUID run = ask("population-by-age");
        platform.bean(ReportMaking.class).work();
        receipt(analyst.open("/reports/runs/" + run));
        String digest = files().of(run).getFirst().sha256();

        Visited known = analyst.submit(
                analyst.open("/reports/verify"), "form.send", Map.of("digest", digest.toUpperCase(Locale.ROOT)));
        assertThat(known.document().select(".notice.success").text()).contains("一個位元都沒有改", "五歲年齡組");
        Visited other = analyst.submit(analyst.open("/reports/verify"), "form.send", Map.of("digest", "0".repeat(64)));
        assertThat(other.document().select(".notice.danger").text()).contains("不是這裡發布的檔案");
        Visited wrong = analyst.submit(analyst.open("/reports/verify"), "form.send", Map.of("digest", "abc"));
        assertThat(wrong.status()).isEqualTo(422);
    }

    @Test
    void whatIsDueIsMadeOnceByTwoPlatforms() throws Exception {
        schedule("fatal-accidents");
        schedule("population-by-age");
        dueSince("3 days");
        try (var other = centre.another();
                var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> working = List.of(
                    threads.submit(() -> platform.bean(ReportMaking.class).work()),
                    threads.submit(() -> other.bean(ReportMaking.class).work()),
                    threads.submit(() -> platform.bean(ReportMaking.class).work()),
                    threads.submit(() -> other.bean(ReportMaking.class).work()));
            for (Future<?> work : working) {
                work.get();
            }
        }

        assertThat(runs().page("", 1, 10))
                .hasSize(2)
                .allMatch(run -> run.state() == ReportRun.State.DONE && run.attempts() == 1);
        assertThat(count("file")).isEqualTo(6);
        platform.bean(ReportMaking.class).work();
        assertThat(runs().count("")).isEqualTo(2);
    }

    @Test
    void aRunWhosePlatformDiedInTheMiddleIsTakenOverAndPublishedOnce() {
        UUID run = ask("fatal-accidents");
        ReportRun lost = runs().claim(Duration.ofMinutes(10)).orElseThrow();
        platform.bean(ReportMaking.class).work();
        assertThat(runs().require(run).state()).isEqualTo(ReportRun.State.RUNNING);

        platform.database()
                .sql("update reports.run set next_attempt = now() - interval '1 s'")
                .update();
        platform.bean(ReportMaking.class).work();
        assertThat(runs().require(run).state()).isEqualTo(ReportRun.State.DONE);
        var late = new EnumMap<FileFormat, byte[]>(FileFormat.class);
        late.put(FileFormat.PDF, new byte[] {1});
        platform.bean(ReportPublication.class).publish(lost, new ReportFiles.Made(Map.of(), List.of(), 400, late));

        assertThat(count("file")).isEqualTo(3);
        assertThat(runs().require(run).attempts()).isEqualTo(2);
    }

    @Test
    void aRunThatNobodySurvivesEndsWithAdvice() {
        UUID run = ask("fatal-accidents");
        for (int i = 0; i < 3; i++) {
            assertThat(runs().claim(Duration.ofSeconds(-1))).isPresent();
        }
        platform.bean(ReportMaking.class).work();

        assertThat(runs().require(run).problem()).isEqualTo("report_interrupted");
        assertThat(analyst.open("/reports/runs/" + run)
                        .document()
                        .select(".notice.danger")
                        .text())
                .contains("多次中斷", "縮小");
    }

    @Test
    void afterATimeAwayEachScheduleIsMadeUpForOnce() {
        schedule("fatal-accidents");
        dueSince("40 days");

        platform.bean(ReportMaking.class).work();

        assertThat(runs().count("")).isEqualTo(1);
        Schedule schedule = platform.bean(ReportSchedules.class).of(account).getFirst();
        assertThat(schedule.next()).isAfter(Instant.now());
    }

    @Test
    void subscribersWhoMayLookAreToldWithoutFiguresAndOthersAreNot() {
        centre.signedIn("林承辦");
        UUID officer = platform.database()
                .sql("select id from identity.account where 'OFFICER' = any (roles) limit 1")
                .query(UUID.class)
                .single();
        analyst.submit(analyst.open("/reports/fatal-accidents"), "form[action$=/subscribe]", Map.of());
        platform.bean(ReportSubscriptions.class).add("fatal-accidents", officer);
        UUID run = ask("fatal-accidents");

        platform.bean(ReportMaking.class).work();

        List<String> told = platform.database()
                .sql("select account || ' ' || message_values from notifications.notice where link = :link")
                .param("link", "/reports/runs/" + run)
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).startsWith(account + " ");
        assertThat(told.getFirst().substring(account.toString().length())).doesNotContainPattern("\\d{2}");
        assertThat(centre.signedIn("林承辦").open("/reports/runs/" + run).status()).isEqualTo(403);
    }

    @Test
    void whoIsNoAnalystAnyMoreGetsNoRunOfHerSchedule() {
        UUID run = runs().ask(platform.bean(ReportShelf.class).require("fatal-accidents"), Map.of(), UUID.randomUUID());

        platform.bean(ReportMaking.class).work();

        assertThat(runs().require(run).problem()).isEqualTo("report_owner");
        assertThat(count("file")).isZero();
    }

    @Test
    void aScheduleMakesTheReportOfThoseValuesThatItWasGiven() {
        Visited chosen = analyst.submit(
                analyst.open("/reports/schedules"),
                "form[method=get]:has(#report)",
                Map.of("report", "vital-events-by-township"));
        Visited wrong = analyst.submit(
                chosen, "form.schedule", Map.of("county", "63000", "year", "去年", "every", "DAILY", "hour", "6"));
        Visited made = analyst.submit(
                chosen, "form.schedule", Map.of("county", "63000", "year", "", "every", "DAILY", "hour", "6"));
        dueSince("1 day");

        platform.bean(ReportMaking.class).work();

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.document().select(".error-summary").text()).contains("西元年或民國年");
        assertThat(made.text()).contains("縣市：臺北市");
        ReportRun run = runs().page("vital-events-by-township", 1, 1).getFirst();
        assertThat(run.state()).isEqualTo(ReportRun.State.DONE);
        assertThat(analyst.open("/reports/runs").text()).contains("縣市：臺北市", "年度：民國");
        assertThat(run.parameters()).containsEntry("county", "63000").containsKey("year");
    }

    @Test
    void aFileIsDeletedWhenItsTimeIsOverAndItsReceiptStays() throws Exception {
        UUID run = ask("fatal-accidents");
        platform.bean(ReportMaking.class).work();
        Visited page = analyst.open("/reports/runs/" + run);
        JsonNode receipt = receipt(page);
        String digest = files().of(run).getFirst().sha256();

        int early = files().deleteExpired(Instant.now().plus(Duration.ofDays(399)));
        assertThat(page.text()).contains("保存至");
        assertThat(early).isZero();
        assertThat(files().content(run, FileFormat.PDF)).isPresent();
        platform.database()
                .sql("update reports.file set expires = now() - interval '1 s' where run = :run")
                .param("run", run)
                .update();
        platform.bean(ReportTidying.class).tidy();

        assertThat(platform.database()
                        .sql("select count(content) from reports.file where run = :run")
                        .param("run", run)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(analyst.open("/reports/runs/" + run + "/file.pdf").status()).isEqualTo(410);
        assertThat(analyst.open("/reports/runs/" + run).text()).contains("保存期滿後刪除", digest);
        assertThat(receipt(page).path("entry")).isEqualTo(receipt.path("entry"));
        Visited known = analyst.submit(analyst.open("/reports/verify"), "form.send", Map.of("digest", digest));
        assertThat(known.document().select(".notice.success").text()).contains("一個位元都沒有改");
    }

    @Test
    void whatAnAnalystSchedulesIsShownAndCanBePausedAndRemoved() {
        Visited page = analyst.open("/reports/schedules?report=vital-events");
        Visited wrong = analyst.submit(
                page, "form.schedule", Map.of("report", "vital-events", "every", "MONTHLY", "day", "32", "hour", "6"));
        assertThat(wrong.status()).isEqualTo(422);
        Visited made = analyst.submit(
                page, "form.schedule", Map.of("report", "vital-events", "every", "MONTHLY", "day", "31", "hour", "6"));
        assertThat(made.text()).contains("每月 31 日 6 時", "下次");
        Visited paused = analyst.submit(made, "form[action$=/pause]", Map.of());
        assertThat(paused.text()).contains("已暫停");
        dueSince("1 day");
        platform.bean(ReportMaking.class).work();
        assertThat(runs().count("")).isZero();
        assertThat(analyst.submit(paused, "form[action$=/resume]", Map.of()).text())
                .contains("下次");
        assertThat(analyst.submit(paused, "form[action$=/remove]", Map.of()).text())
                .contains("還沒有排程");
    }

    @Test
    void theHistoryHasPages() {
        var report = platform.bean(ReportShelf.class).require("fatal-accidents");
        for (int i = 0; i < 10; i++) {
            runs().ask(report, Map.of(), account);
        }
        assertThatThrownBy(() -> runs().ask(report, Map.of(), account))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("wait");
        for (int i = 0; i < 15; i++) {
            runs().ask(report, Map.of(), UUID.randomUUID());
        }

        Visited first = analyst.open("/reports/runs");
        assertThat(first.document().select("table.runs tbody tr")).hasSize(20);
        assertThat(analyst.open(first.document().select("a[rel=next]").attr("href"))
                        .document()
                        .select("table.runs tbody tr"))
                .hasSize(5);
    }

    private static ReportRuns runs() {
        return platform.bean(ReportRuns.class);
    }

    private static PublishedFiles files() {
        return platform.bean(PublishedFiles.class);
    }

    private static UUID ask(String report) {
        return runs().ask(platform.bean(ReportShelf.class).require(report), Map.of(), account);
    }

    private static void schedule(String report) {
        platform.bean(ReportSchedules.class)
                .add(
                        platform.bean(ReportShelf.class).require(report),
                        Map.of(),
                        account,
                        new Rhythm(Rhythm.Every.DAILY, 1, 6));
    }

    private static void dueSince(String interval) {
        platform.database()
                .sql("update reports.schedule set next = next - interval '" + interval + "'")
                .update();
    }

    private static UUID id(Visited run) {
        String path = run.address().getPath();
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private static int count(String table) {
        return platform.database()
                .sql("select count(*) from reports." + table)
                .query(Integer.class)
                .single();
    }
}
