package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AirGapTest {
    private static final String FILE = """
            縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數
            台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86
            """;
    /** A namespace with loopback alone, for which one must be root or let be root there. */
    private static final List<String> NAMESPACE =
            List.of("unshare", "-Urn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

    @TempDir
    private Path folder;

    @Test
    void theWarehouseWorksWithoutANetworkAndNeverLooksForOne() throws Exception {
        assumeThat(works("true")).as("namespaces without network").isTrue();
        Path lookups = folder.resolve("lookups");
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(
                services.resolve("java.net.spi.InetAddressResolverProvider"), RecordedLookups.class.getName());
        Path file = Files.writeString(folder.resolve("2008.csv"), FILE);
        Path exported = folder.resolve("exported.csv");

        List<String> said = run(
                lookups,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"),
                WithoutNetwork.class.getName(),
                folder.resolve("var").toString(),
                file.toString(),
                exported.toString());

        assertThat(said)
                .contains("exit import 0", "exit cube 0", "exit check 0", "exit release 0", "exit export 0")
                .contains("exit tidy 0", "exit sql 0", "exit sql 2")
                .contains("unrouted 0")
                // or else counting does not work here
                .contains("unrouted then 1");
        assertThat(Files.readString(exported)).contains("中崙里");
        Set<String> own = Set.of("localhost", InetAddress.getLocalHost().getHostName());
        List<String> asked = Files.exists(lookups) ? Files.readAllLines(lookups) : List.of();
        assertThat(asked).isSubsetOf(own);
    }

    private boolean works(String command) throws InterruptedException {
        try {
            return process(folder.resolve("none"), command).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private List<String> run(Path lookups, String... command) throws IOException {
        Process process = process(lookups, command).start();
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static ProcessBuilder process(Path lookups, String... command) {
        var builder = new ProcessBuilder(new ArrayList<>(NAMESPACE));
        builder.command().addAll(List.of(command));
        builder.environment().put(RecordedLookups.FILE, lookups.toString());
        return builder.redirectErrorStream(true);
    }
}
