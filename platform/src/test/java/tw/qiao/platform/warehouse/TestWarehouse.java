package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.shipments.Shipment;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;
import tw.qiao.platform.support.TestWorker;

/** A platform over a warehouse with two of the small shipped tables. */
public final class TestWarehouse implements AutoCloseable {
    private static final Path SHIPPED = Path.of("../data/warehouse");
    private static final Set<String> TABLES = Set.of("traffic_accidents_fatal", "taipei_crime_points");

    private static @Nullable TestWarehouse shared;

    private final TestPlatform platform;
    private final Path folder;

    private TestWarehouse(TestPlatform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    /** One for all tests of this JVM that leave the tables as they are; it ends with the JVM. */
    public static synchronized TestWarehouse shared() {
        var running = shared;
        if (running == null) {
            running = start();
            shared = running;
        }
        return running;
    }

    /** Starts it; {@code settings} are more properties of the platform. */
    public static TestWarehouse start(String... settings) {
        try {
            Path folder = Files.createTempDirectory("qiao-warehouse");
            String catalogue = TestDatabase.create();
            fill(catalogue, folder);
            List<String> own = List.of(
                    "qiao.site.demo=true",
                    TestWorker.setting(),
                    "qiao.warehouse.folder=" + folder,
                    "qiao.warehouse.catalogue=" + catalogue,
                    "qiao.warehouse.user=postgres");
            String[] all = Stream.concat(own.stream(), Stream.of(settings)).toArray(String[]::new);
            return new TestWarehouse(TestPlatform.start(all), folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void fill(String catalogue, Path folder) {
        try (var warehouse = Warehouse.open(catalogue, "postgres", "", folder.resolve("tables"));
                var workbench = Workbench.open(folder.resolve("scratch"), 512, 2)) {
            for (Shipment shipment : Shipment.in(SHIPPED)) {
                if (TABLES.contains(shipment.table())) {
                    shipment.unpack(warehouse, workbench);
                }
            }
        }
    }

    /** The platform. */
    public TestPlatform platform() {
        return platform;
    }

    Path folder() {
        return folder;
    }

    /** Somebody of the demo's staff, signed in. */
    public TestVisitor signedIn(String name) {
        TestVisitor visitor = platform.visitor();
        Visited page = visitor.open("/demo/sign-in");
        String number = page.document()
                .select(".demo-person:has(h3:containsOwn(" + name + ")) [name=nationalId]")
                .val();
        visitor.submit(page, ".demo-person form", Map.of("nationalId", number));
        return visitor;
    }

    /** The demo's analyst, signed in. */
    public TestVisitor analyst() {
        return signedIn("分析員");
    }

    /** What a program sends with a token. */
    public Visited ask(String token, String accept, String body) {
        return platform.visitor()
                .send(HttpRequest.newBuilder(URI.create(platform.address() + "/api/warehouse/query"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Accept", accept)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    @Override
    public void close() {
        platform.close();
    }
}
