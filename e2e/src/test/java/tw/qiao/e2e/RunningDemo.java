package tw.qiao.e2e;

import com.microsoft.playwright.BrowserContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tw.qiao.launcher.Demo;
import tw.qiao.launcher.DemoSettings;
import tw.qiao.launcher.Progress;
import tw.qiao.launcher.Story;
import tw.qiao.launcher.StoryPeople;
import tw.qiao.launcher.StoryPeople.Applicant;

/** One demo of two thousand people and one browser for all journeys: started by the first, ended after the last. */
final class RunningDemo implements AutoCloseable {
    private static final int PEOPLE = 2_000;

    private final Path data;
    private final Demo demo;
    private final Chromium chromium;
    private final StoryPeople people;
    private boolean stopped;

    private RunningDemo(Path data, Demo demo, Chromium chromium) {
        this.data = data;
        this.demo = demo;
        this.chromium = chromium;
        this.people = StoryPeople.read(demo.people());
        // Who interrupts the tests wants no servers left behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            demo.close();
        }
    }

    private static RunningDemo start() {
        Path home = home();
        for (String module : List.of("exchange-node", "analytics", "platform")) {
            Path jar = home.resolve(module).resolve("target").resolve(module + ".jar");
            if (!Files.exists(jar)) {
                throw new IllegalStateException(
                        jar + " is not built. Build the whole product, for example with:" + " mvn verify -pl e2e -am");
            }
        }
        try {
            Path data = Files.createTempDirectory("qiao-e2e");
            var settings = new DemoSettings(home, data, 0, PEOPLE, 1);
            return new RunningDemo(data, Demo.start(settings, new Progress(System.err, false)), new Chromium());
        } catch (IOException failure) {
            throw new IllegalStateException("The demo has no folder for its data", failure);
        }
    }

    private static Path home() {
        String named = System.getProperty("qiao.home");
        if (named != null) {
            return Path.of(named);
        }
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("launcher/pom.xml")) ? here : here.resolveSibling("");
    }

    /**
     * A demo person whose application can go well. Each journey takes another number, so that none disturbs another.
     */
    Applicant applicant(int number) {
        return people.applicant(number);
    }

    /** Lets one applicant go through the whole story without a browser; whether all went well. */
    boolean tellStory(int applicant) {
        return story().run(applicant, _ -> {});
    }

    /** Lets each of {@code applicants} apply three times over, without a browser. Returns the receipts' numbers. */
    Collection<String> fileApplications(int... applicants) {
        var receipts = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int applicant : applicants) {
                threads.execute(() -> IntStream.range(0, 3).forEach(_ -> receipts.add(story().apply(applicant))));
            }
        }
        return receipts;
    }

    private Story story() {
        return new Story(demo.address(), people, (_, _, _) -> {});
    }

    /** Somebody new at a desktop. */
    Visitor atDesktop() {
        return visitor(chromium.desktop(), "", false);
    }

    /** Somebody new with a phone. */
    Visitor atPhone() {
        return visitor(chromium.phone(), "-phone", false);
    }

    /** Somebody new whose browser runs no scripts, and who uses links and buttons by keyboard. */
    Visitor withoutJavaScript() {
        return visitor(chromium.withoutJavaScript(), "-without-javascript", true);
    }

    private Visitor visitor(BrowserContext window, String pictureSuffix, boolean byKeyboard) {
        return new Visitor(window, demo.address(), pictureSuffix, byKeyboard);
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        stop();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Gives the running demo to every test that asks for it. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningDemo.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(RunningDemo.class, _ -> start(), RunningDemo.class);
        }
    }
}
