package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tw.qiao.launcher.Demo;
import tw.qiao.launcher.DemoSettings;
import tw.qiao.launcher.Progress;
import tw.qiao.launcher.Story;
import tw.qiao.launcher.StoryPeople;
import tw.qiao.launcher.Visitor;

/** The story goes on through the sudden death of some process after each of its steps; nothing is lost or doubled. */
@Execution(ExecutionMode.CONCURRENT) // it has a demo of its own
class CrashTest {
    private static final String POSTGRES = "postgres";

    /** What dies after which step; two that are named together die together. */
    private static final Map<String, List<String>> DEATHS = Map.of(
            "sign-in", List.of(POSTGRES),
            "apply", List.of("platform", "node-RIS"),
            "officer-signs-in", List.of("node-NLMA"),
            "officer-claims", List.of(POSTGRES, "node-LAND"),
            "officer-approves", List.of("platform", POSTGRES),
            "certificate-verifies", List.of("node-QIAO"),
            "certificate-download", List.of("node-WELFARE"),
            "data-uses", List.of("platform"),
            "mail", List.of("node-RIS", "node-QIAO"));

    private static final List<String> MAILS = List.of("已收到您的申請", "您的申請開始審查", "您的申請已核准", "您的電子證書已核發");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Test
    void theStoryGoesOnWhenAProcessIsKilledAfterEachOfItsSteps() {
        var progress = new Progress(System.err, false);
        try (Demo demo = Demo.start(new DemoSettings(home(), data, 0, 2_000, 7), progress)) {
            var people = StoryPeople.read(demo.people());
            var steps = new ArrayList<Story.Step>();

            boolean whole = new Story(demo.address(), people, (_, _, _) -> {}).run(StoryPeople.FIRST, step -> {
                steps.add(step);
                List<String> dying = DEATHS.getOrDefault(step.name(), List.of());
                dying.forEach(name -> kill(demo, name));
                assertThat(demo.tend()).containsExactlyInAnyOrderElementsOf(dying);
            });

            assertThat(whole).as("the steps: %s", steps).isTrue();
            assertThat(steps).extracting(Story.Step::name).containsExactlyInAnyOrderElementsOf(DEATHS.keySet());
            assertThat(DEATHS.values().stream().flatMap(List::stream))
                    .containsAll(demo.nodes().keySet().stream()
                            .map(code -> "node-" + code)
                            .toList());
            everyMailCameOnce(demo);
            everythingIsThereOnce(demo, people);
        }
    }

    private static void everyMailCameOnce(Demo demo) {
        MAILS.forEach(subject -> awaitMail(demo, subject));
        String inbox = open(demo, "/demo/inbox").html();
        for (String subject : MAILS) {
            assertThat(all(inbox, subject)).as("mails: %s", subject).hasSize(1);
        }
        assertThat(all(inbox, "class=\"mail-subject\"")).hasSameSizeAs(MAILS);
    }

    private static void everythingIsThereOnce(Demo demo, StoryPeople people) {
        var citizen = new Visitor(demo.address(), (_, _, _) -> {});
        String nationalId = people.applicant(StoryPeople.FIRST).nationalId();
        citizen.submit(citizen.open("/demo/sign-in"), "/demo/sign-in", Map.of("nationalId", nationalId));

        String wall = citizen.open("/my").html();
        assertThat(all(wall, "<article class=\"card wall-case\">")).as("cases").hasSize(1);
        assertThat(all(wall, "<a href=\"/verify/")).as("certificates").hasSize(1);
        Visitor.Visited timeline = citizen.open(citizen.open("/my").find("<h3><a href=\"(/my/cases/[^\"]+)\""));
        assertThat(all(timeline.html(), "<li class=\"done\">\\s*<p class=\"event-head\">"))
                .as("submitted, claimed, approved, certificate issued")
                .hasSize(4);
        assertThat(all(timeline.html(), "<p class=\"chain good\">")).hasSize(1);
        String uses = citizen.open("/my/data-uses").html();
        List<String> crossings = all(uses, "href=\"/my/data-uses/[0-9a-f-]{36}\"");
        assertThat(crossings).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
        assertThat(all(uses, "tag (warning|bad)|notice warning"))
                .as("uses without proof, nodes that do not answer")
                .isEmpty();
    }

    private static List<String> all(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Visitor.Visited open(Demo demo, String path) {
        return new Visitor(demo.address(), (_, _, _) -> {}).open(path);
    }

    private static void kill(Demo demo, String name) {
        if (name.equals(POSTGRES)) {
            demo.killPostgres();
        } else {
            demo.kill(name);
        }
    }

    /** A mail that was being sent when its sender died is taken up again after a minute. */
    private static void awaitMail(Demo demo, String subject) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!open(demo, "/demo/inbox").has(subject) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private static Path home() {
        return Path.of(Optional.ofNullable(System.getProperty("qiao.home")).orElse(".."))
                .toAbsolutePath()
                .normalize();
    }
}
