package tw.qiao.platform.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.feeds.EndedImports;
import tw.qiao.analytics.feeds.FeedImport;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.shipments.Shipment;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.platform.alerts.Terms.Figure;
import tw.qiao.platform.alerts.Terms.Kind;
import tw.qiao.platform.alerts.Terms.Limit;
import tw.qiao.platform.alerts.Terms.Step;
import tw.qiao.platform.site.Bilingual;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;
import tw.qiao.platform.support.TestWorker;

/** A platform over a warehouse with the shipped tables that rules watch; it evaluates only when a test says so. */
final class WatchedWarehouse implements AutoCloseable {
    private static final Path SHIPPED = Path.of("../data/warehouse");
    private static final Set<String> TABLES = Set.of("traffic_accidents_fatal", "vital_events_by_village");

    private static @Nullable WatchedWarehouse shared;

    private final TestPlatform platform;
    private final String catalogue;
    private final Path folder;

    private WatchedWarehouse(TestPlatform platform, String catalogue, Path folder) {
        this.platform = platform;
        this.catalogue = catalogue;
        this.folder = folder;
    }

    /** One for all tests of this JVM that leave the tables as they are; it ends with the JVM. */
    static synchronized WatchedWarehouse shared() {
        var running = shared;
        if (running == null) {
            running = start();
            shared = running;
        }
        return running;
    }

    static WatchedWarehouse start() {
        try {
            Path folder = Files.createTempDirectory("qiao-watched");
            String catalogue = TestDatabase.create();
            try (var warehouse = open(catalogue, folder);
                    var workbench = Workbench.open(folder.resolve("scratch"), 512, 2)) {
                for (Shipment shipment : Shipment.in(SHIPPED)) {
                    if (TABLES.contains(shipment.table())) {
                        shipment.unpack(warehouse, workbench);
                    }
                }
            }
            var platform = TestPlatform.start(
                    "qiao.site.demo=true",
                    "qiao.alerts.every=PT10H",
                    TestWorker.setting(),
                    "qiao.warehouse.folder=" + folder,
                    "qiao.warehouse.catalogue=" + catalogue,
                    "qiao.warehouse.user=postgres");
            return new WatchedWarehouse(platform, catalogue, folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Warehouse open(String catalogue, Path folder) {
        return Warehouse.open(catalogue, "postgres", "", folder.resolve("tables"));
    }

    TestPlatform platform() {
        return platform;
    }

    <T> T bean(Class<T> type) {
        return platform.bean(type);
    }

    /** Imports a file as an analyst who accepts that it differs does. */
    void imports(String feed, String name, String text) {
        try (var warehouse = open(catalogue, folder);
                var workbench = Workbench.open(folder.resolve("scratch"), 512, 2)) {
            Path file =
                    Files.writeString(Files.createTempDirectory(folder, "sent").resolve(name), text);
            var imports = new FeedImport(
                    warehouse, workbench, folder.resolve("scratch"), folder.resolve("quarantine"), Clock.systemUTC());
            imports.acceptingDrift().run(Feeds.named(feed), List.of(file), (_, _, _) -> {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Lets a command on the same warehouse say how its import ended. */
    void endedByCommand(EndedImports.Ended one) {
        EndedImports.beside(folder.resolve("tables")).keep(one);
    }

    /** Accidents of a year: for each of {@code places} a month of the year and how many died, one in each accident. */
    void accidents(int year, Map<String, List<Integer>> places) {
        var text = new StringBuilder("發生時間,發生地點,死亡受傷人數,車種\n");
        places.forEach((place, months) -> {
            for (int month = 1; month <= months.size(); month++) {
                for (int i = 0; i < months.get(month - 1); i++) {
                    text.append("%d年%02d月05日 %02d時%02d分00秒,%s第%d號,死亡1;受傷0,自用-小客車\n"
                            .formatted(year - 1911, month, i / 60 % 24, i % 60, place, i));
                }
            }
        });
        imports("traffic-accidents-fatal", year + ".csv", text.toString());
    }

    /** Deaths of a month in one village of Taipei and one of Lienchiang. */
    void deaths(String month, int taipei, int lienchiang) {
        String digits = (Integer.parseInt(month.substring(0, 4)) - 1911) + month.substring(5);
        imports(
                "vital-events-by-village",
                month + ".csv",
                "統計年月,區域別代碼,區域別,村里,出生數,出生數-男,出生數-女,死亡數,死亡數-男,死亡數-女,結婚對數,離婚對數\n"
                        + "%s,63000010002,臺北市松山區,莊敬里,0,0,0,%d,%d,0,0,0\n".formatted(digits, taipei, taipei)
                        + "%s,09007010001,連江縣南竿鄉,介壽村,0,0,0,%d,%d,0,0,0\n".formatted(digits, lienchiang, lienchiang));
    }

    /** What a rule with these terms would see at {@code now}. */
    Observation observe(Terms terms, Instant now) {
        return bean(Observing.class).observe(terms, now, Map.of(), null);
    }

    /** A new rule. */
    UUID add(Terms terms) {
        return bean(Rules.class).add(terms, null);
    }

    /** What happened to an alert, the oldest first. */
    List<String> kinds(Alert alert) {
        return bean(Alerts.class).history(alert.id()).stream()
                .map(Alert.Happened::kind)
                .toList();
    }

    /** Terms of a rule that fires where a month's figure is above ten. */
    static Terms figures(String name, String statement) {
        return new Terms(
                Kind.THRESHOLD,
                new Bilingual(name, name),
                Terms.Severity.WARNING,
                "",
                Figure.asked(statement, Span.MONTH, false, false, ""),
                Limit.above(BigDecimal.TEN),
                Terms.Due.NONE,
                List.of(new Step(0, Recipients.ANALYSTS), new Step(24, Recipients.ADMINISTRATORS)));
    }

    /** Evaluates all rules at {@code now}. */
    void evaluate(Instant now) {
        bean(Evaluation.class).round(now);
    }

    /** What a rule found about a place, the oldest first. */
    List<Alert> found(UUID rule, String place) {
        return bean(Alerts.class).of(rule).stream()
                .filter(alert -> alert.place().equals(place))
                .toList();
    }

    /** Messages of a kind in the outbox. */
    int mails(String template) {
        return platform.database()
                .sql("select count(*) from notifications.outbox where template = :template")
                .param("template", template)
                .query(Integer.class)
                .single();
    }

    /** Messages of a kind on walls. */
    int notices(String template) {
        return platform.database()
                .sql("select count(*) from notifications.notice where template = :template")
                .param("template", template)
                .query(Integer.class)
                .single();
    }

    /** Somebody of the demo's staff, signed in, with an account from now on. */
    TestVisitor signedIn(String name) {
        TestVisitor visitor = platform.visitor();
        Visited page = visitor.open("/demo/sign-in");
        String number = page.document()
                .select(".demo-person:has(h3:containsOwn(" + name + ")) [name=nationalId]")
                .val();
        visitor.submit(page, ".demo-person form", Map.of("nationalId", number));
        return visitor;
    }

    @Override
    public void close() {
        platform.close();
    }
}
