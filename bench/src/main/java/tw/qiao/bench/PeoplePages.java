package tw.qiao.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tw.qiao.bench.warehouse.SyntheticPeople;
import tw.qiao.kernel.Problem;

/**
 * How soon pages over a society as large as Taiwan are painted in a browser: the whole demo, in which the table of the
 * population by age holds a row for each of 23.6 million synthetic people instead of one for each age of a village. Its
 * sums are rolled up as they are every night.
 */
final class PeoplePages implements Benchmark {
    private static final int EVERYBODY = 23_600_000;
    private static final String BOARD = "/dashboards/ageing";
    private static final String CUBE = "/warehouse/cubes/" + SyntheticPeople.CUBE_OF_AGES;
    private static final List<String> COUNTIES = List.of("63000", "64000", "65000", "66000", "67000", "68000");

    /** New levels, and filters of those that were there before. */
    private static final List<String> QUESTIONS = List.of(
            "rows=township&totals=place&where=county%3D63000",
            "rows=township&totals=place&where=county%3D65000",
            "rows=five_years&columns=sex",
            "rows=five_years&columns=sex&where=county%3D63000",
            "rows=five_years&columns=sex&where=county%3D66000",
            "rows=township&totals=place&where=sex%3Dfemale",
            "rows=township&totals=place&where=five_years%3D70",
            "rows=age&columns=sex",
            "rows=village&totals=place&where=county%3D63000",
            "rows=village&totals=place&where=county%3D64000");

    /** From a choice until the figures in the place of {@code of} were replaced and painted. */
    private static final String REPLACED = """
            new Promise(done => {
              const find = () => document.querySelector('%s');
              const before = find();
              const begin = performance.now();
              const look = () => find() && find() !== before
                ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)))
                : setTimeout(look, 1);
              %s;
              look();
            })""";

    @Override
    public String name() {
        return "people-pages";
    }

    @Override
    public String purpose() {
        return "a board and a cube over 23.6 million synthetic people in Chromium: first paint, and each filter";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        try (var folder = TemporaryFolder.create()) {
            Path home = Path.of(System.getProperty("qiao.home", ".")).toAbsolutePath();
            Path other = home(home, folder.path().resolve("home"));
            SyntheticPeople.ship(other.resolve("data/warehouse"), folder.path(), quick ? 1_000_000 : EVERYBODY);
            try (var fresh = new FreshDemo(other, 2_000)) {
                awaitTables(fresh);
                fresh.rollUp(SyntheticPeople.TABLE_OF_AGES);
                try (var browser = new Browser()) {
                    measure(report, browser, fresh.demo().address());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A home of the same programs and data in which the files of the warehouse can be others. */
    private static Path home(Path real, Path other) throws IOException {
        Files.createDirectories(other.resolve("data/warehouse"));
        link(real, other, List.of("data"));
        link(real.resolve("data"), other.resolve("data"), List.of("warehouse"));
        link(
                real.resolve("data/warehouse"),
                other.resolve("data/warehouse"),
                List.of(SyntheticPeople.TABLE_OF_AGES + ".json", SyntheticPeople.TABLE_OF_AGES + ".parquet"));
        return other;
    }

    private static void link(Path from, Path to, List<String> without) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!without.contains(name)) {
                    Files.createSymbolicLink(to.resolve(name), file);
                }
            }
        }
    }

    /** The tables are loaded when all else of the demo is ready, the largest last. */
    private static void awaitTables(FreshDemo fresh) {
        for (int second = 0; !fresh.hasTable(SyntheticPeople.TABLE_OF_AGES); second++) {
            if (second == 900) {
                throw Problem.unavailable("bench_people", "The tables were not loaded in time");
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private static void measure(BenchReport report, Browser browser, String address) {
        browser.open(address + "/demo/sign-in"); // the style, the fonts and the browser itself are there before
        double board = browser.open(address + BOARD);
        List<Double> filters = new ArrayList<>();
        for (String county : COUNTIES) {
            filters.add(chosen(browser, "place", county));
        }
        for (String measure : List.of("over_64", "under_15", "ageing-index")) {
            filters.add(chosen(browser, "measure", measure));
        }
        signIn(browser, address);
        double cube = browser.open(address + CUBE);
        List<Double> questions =
                QUESTIONS.stream().map(question -> clicked(browser, question)).toList();
        report.figure("people.page.first", board, "ms until the board was painted", Target.atMost(1_000));
        figures(report, "people.page.filter", filters);
        report.figure("people.cube.first", cube, "ms until the cube was painted", Target.atMost(1_000));
        figures(report, "people.cube.filter", questions);
    }

    private static void figures(BenchReport report, String id, List<Double> times) {
        List<Double> sorted = times.stream().sorted(Comparator.naturalOrder()).toList();
        report.figure(id + ".p50", sorted.get(sorted.size() / 2), "ms from a choice to its figures", Target.none());
        report.figure(id, sorted.getLast(), "ms, the longest of " + sorted.size(), Target.atMost(300));
    }

    private static double chosen(Browser browser, String name, String value) {
        return browser.evaluate(REPLACED.formatted("#results", """
                        const select = document.querySelector('#filters select[name=%s]');
                        select.value = '%s';
                        select.dispatchEvent(new Event('change', {bubbles: true}))""".formatted(name, value)))
                .asDouble();
    }

    /** Follows a link to another question, as those in the page are. */
    private static double clicked(Browser browser, String question) {
        return browser.evaluate(REPLACED.formatted("#main table", """
                        const link = document.createElement('a');
                        link.href = '%s?measures=people&%s';
                        document.querySelector('#main').append(link);
                        link.click()""".formatted(CUBE, question)))
                .asDouble();
    }

    /** As the analyst of the demo. */
    private static void signIn(Browser browser, String address) {
        browser.open(address + "/demo/sign-in");
        browser.evaluate("""
                [...document.querySelectorAll('form[action="/demo/sign-in"]')]
                  .find(form => /分析|[Aa]nalyst/.test(form.closest('li').textContent)).requestSubmit()""");
        for (int second = 0;
                !browser.evaluate("document.body.innerHTML.includes('/sign-out')")
                        .asBoolean();
                second++) {
            if (second == 60) {
                throw Problem.unavailable("bench_people", "Nobody could sign in");
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }
}
