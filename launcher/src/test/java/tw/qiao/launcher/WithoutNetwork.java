package tw.qiao.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs commands where there is no network but loopback, and says how many connections or datagrams to elsewhere the
 * system had no route for, by this process or any other in the same network namespace; then tries one itself.
 */
final class WithoutNetwork {
    private WithoutNetwork() {}

    static void main(String[] files) throws IOException {
        Path data = Path.of(files[0]);
        for (List<String> command : List.of(
                List.of("import", "income-tax-by-village", files[1]),
                List.of("sql", "--as", "json", "select county, sum(tax_units) from income_tax_by_village group by all"),
                List.of("sql", "select * from read_csv('https://example.org/x.csv')"),
                List.of("cube", "income_tax", "--rows", "county", "--measures", "tax_units"),
                List.of("check"),
                List.of("release", "first"),
                List.of("export", "income_tax_by_village", "--to", files[2]),
                List.of("tidy"))) {
            System.out.println("exit " + command.getFirst() + " " + run(data, command));
        }
        System.out.println("unrouted " + unrouted());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("192.0.2.1", 80), 1_000);
        } catch (IOException expected) {
            System.out.println("unrouted then " + unrouted());
        }
    }

    private static int run(Path data, List<String> command) {
        String[] arguments = new String[command.size() + 3];
        arguments[0] = "warehouse";
        arguments[1] = command.getFirst();
        arguments[2] = "--data";
        arguments[3] = data.toString();
        for (int i = 1; i < command.size(); i++) {
            arguments[3 + i] = command.get(i);
        }
        return Qiao.run(arguments);
    }

    /** The system counts what it has no route for, over IPv4 and IPv6. */
    private static long unrouted() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/net/snmp")).stream()
                .filter(line -> line.startsWith("Ip:"))
                .toList();
        List<String> names = List.of(lines.getFirst().split(" ", -1));
        String overFour = lines.getLast().split(" ", -1)[names.indexOf("OutNoRoutes")];
        String overSix = Files.readAllLines(Path.of("/proc/net/snmp6")).stream()
                .filter(line -> line.startsWith("Ip6OutNoRoutes"))
                .map(line -> line.split("\\s+", -1)[1])
                .findFirst()
                .orElse("0");
        return Long.parseLong(overFour) + Long.parseLong(overSix);
    }
}
