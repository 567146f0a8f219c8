package tw.qiao.platform.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.shipments.Shipment;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;
import tw.qiao.platform.support.TestWorker;

/** A platform over the tables of the shipped reports; no clock makes any report. */
final class ReportCentre implements AutoCloseable {
    private static final Path SHIPPED = Path.of("../data/warehouse");
    private static final Set<String> TABLES = Set.of(
            "traffic_accidents_fatal", "vital_events_by_village", "population_by_age_2015_05", "income_tax_by_village");

    private static @Nullable ReportCentre shared;

    private final String database = TestDatabase.create();
    private final String catalogue = TestDatabase.create();
    private final Path folder;
    private final TestPlatform platform;

    private ReportCentre() throws IOException {
        folder = Files.createTempDirectory("qiao-reports");
        try (var warehouse = Warehouse.open(catalogue, "postgres", "", folder.resolve("tables"));
                var workbench = Workbench.open(folder.resolve("scratch"), 512, 2)) {
            for (Shipment shipment : Shipment.in(SHIPPED)) {
                if (TABLES.contains(shipment.table())) {
                    shipment.unpack(warehouse, workbench);
                }
            }
        }
        platform = another();
    }

    /** One for all tests of this JVM that look at reports; it ends with the JVM. */
    static synchronized ReportCentre shared() {
        var running = shared;
        if (running == null) {
            running = start();
            shared = running;
        }
        return running;
    }

    static ReportCentre start() {
        try {
            return new ReportCentre();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One more platform on the same database and warehouse. */
    TestPlatform another() throws IOException {
        return TestPlatform.start(
                database,
                Files.createTempDirectory("qiao-platform"),
                "qiao.site.demo=true",
                "qiao.reports.every=PT24H",
                TestWorker.setting(),
                "qiao.warehouse.folder=" + folder,
                "qiao.warehouse.catalogue=" + catalogue,
                "qiao.warehouse.user=postgres");
    }

    TestPlatform platform() {
        return platform;
    }

    /** Somebody of the demo's staff, signed in. */
    TestVisitor signedIn(String name) {
        TestVisitor visitor = platform.visitor();
        Visited page = visitor.open("/demo/sign-in");
        String number = page.document()
                .select(".demo-person:has(h3:containsOwn(" + name + ")) [name=nationalId]")
                .val();
        visitor.submit(page, ".demo-person form", Map.of("nationalId", number));
        return visitor;
    }

    TestVisitor analyst() {
        return signedIn("分析員");
    }

    /** What a report says now. */
    Edition edition(String key) {
        return edition(key, Map.of());
    }

    /** What a report says with given parameters. */
    Edition edition(String key, Map<String, String> given) {
        Report report = platform.bean(ReportShelf.class).require(key);
        UUID account = platform.database()
                .sql("select id from identity.account where 'ANALYST' = any (roles) limit 1")
                .query(UUID.class)
                .single();
        return platform.bean(ReportCompiling.class).compile(account, report.declaration(), given);
    }

    /** The words of a PDF. */
    static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
