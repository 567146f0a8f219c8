package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.launcher.Demo;
import tw.qiao.launcher.DemoSettings;
import tw.qiao.launcher.Progress;
import tw.qiao.launcher.Story;
import tw.qiao.launcher.StoryPeople;
import tw.qiao.launcher.Visitor;

/**
 * The story goes on through the sudden death of each process between its steps; nothing is lost, nothing is doubled.
 */
class CrashTest {
    /** What dies after which step. */
    private static final Map<String, List<String>> DEATHS = Map.of(
            "sign-in", List.of("node-QIAO"),
            "apply", List.of("platform"),
            "officer-claims", List.of("postgres", "node-NLMA"),
            "officer-approves", List.of("platform", "node-RIS"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Test
    void theStoryGoesOnWhenProcessesAreKilledBetweenItsSteps() {
        var progress = new Progress(System.err, false);
        try (Demo demo = Demo.start(new DemoSettings(home(), data, 0, 2_000, 7), progress)) {
            var people = StoryPeople.read(demo.people());
            var steps = new ArrayList<Story.Step>();

            boolean whole = new Story(demo.address(), people, (_, _, _) -> {}).run(StoryPeople.FIRST, step -> {
                steps.add(step);
                DEATHS.getOrDefault(step.name(), List.of()).forEach(name -> kill(demo, name));
                demo.tend();
            });

            assertThat(whole).as("the steps: %s", steps).isTrue();
            for (String subject : List.of("已收到您的申請", "您的申請開始審查", "您的申請已核准", "您的電子證書已核發")) {
                awaitMail(demo, subject);
                assertThat(timesIn(demo, "/demo/inbox", subject))
                        .as("mails: %s", subject)
                        .isOne();
            }
        }
    }

    private static void kill(Demo demo, String name) {
        if (name.equals("postgres")) {
            demo.killPostgres();
        } else {
            demo.kill(name);
        }
    }

    /** A mail that was being sent when its sender died is taken up again after a minute. */
    private static void awaitMail(Demo demo, String subject) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (timesIn(demo, "/demo/inbox", subject) == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private static int timesIn(Demo demo, String path, String text) {
        String page = new Visitor(demo.address(), (_, _, _) -> {}).open(path).html();
        return page.split(Pattern.quote(text), -1).length - 1;
    }

    private static Path home() {
        return Path.of(Optional.ofNullable(System.getProperty("qiao.home")).orElse(".."))
                .toAbsolutePath()
                .normalize();
    }
}
