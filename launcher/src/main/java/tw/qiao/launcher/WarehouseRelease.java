package tw.qiao.launcher;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.ReleasedCatalogue;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.Releases.Release;
import tw.qiao.analytics.tables.Warehouse;

/** Makes a release of all tables as they are, or lists those that were made. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Gives the present states of all tables together a name, which sql and cube can ask for; without"
                + " a name it lists the releases.")
final class WarehouseRelease implements Callable<Integer> {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Taipei"));

    @Mixin
    private DataChoice data = new DataChoice();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the release's name")
    private String name = "";

    @Override
    public Integer call() {
        try (var home = data.open()) {
            if (name.isBlank()) {
                home.warehouse().releases().all().forEach(WarehouseRelease::print);
            } else {
                print(home.warehouse().release(name, Clock.systemUTC()));
            }
        }
        return 0;
    }

    private static void print(Release release) {
        System.out.printf("%d  %s  %s%n", release.number(), release.name(), MOMENT.format(release.made()));
        release.snapshots().forEach((table, snapshot) -> System.out.println("   " + table + "@" + snapshot));
    }

    /** All tables, or those of {@code release} where one is named. */
    static Catalogue catalogue(Warehouse warehouse, String release) {
        var all = new WarehouseCatalogue(warehouse);
        return release.isBlank()
                ? all
                : new ReleasedCatalogue(all, warehouse.releases().named(release));
    }
}
