package tw.qiao.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.settings.NodeSettings;

/** Makes the home of an agency's node, and says what the exchange's operator must register. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Makes the home of a node: keys and node.json. Prints the member as exchange.json needs it.")
final class NewNode implements Callable<Integer> {
    @Option(names = "--home", paramLabel = "DIR", required = true, description = "the folder to make")
    private Path home = Path.of("");

    @Option(names = "--member", paramLabel = "ID", required = true, description = "such as TW/GOV/RIS")
    private String member = "";

    @Option(names = "--name-zh", defaultValue = "", description = "the member's name in Chinese")
    private String nameZh = "";

    @Option(names = "--name-en", defaultValue = "", description = "the member's name in English")
    private String nameEn = "";

    @Option(names = "--subsystem", paramLabel = "CODE", required = true, description = "a system of the member")
    private List<String> subsystems = List.of();

    @Option(names = "--url", required = true, description = "where other nodes reach it: https://HOST:PORT")
    private String url = "";

    @Option(names = "--exchange", paramLabel = "FILE", required = true, description = "the operator's for-nodes.json")
    private Path exchange = Path.of("");

    @Option(names = "--registry", required = true, description = "file or http address of the signed registry")
    private String registry = "";

    @Option(names = "--consumer-port", required = true, description = "for the member's own systems")
    private int consumerPort;

    @Option(names = "--provider-port", required = true, description = "for other nodes")
    private int providerPort;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        Path folder = CallerFolder.resolve(home);
        Path file = folder.resolve(NodeSettings.FILE);
        if (Files.exists(file)) {
            throw Problem.invalid("node_exists", "There is a node already: " + file);
        }
        requireFit();
        if (!Files.isReadable(CallerFolder.resolve(exchange))) {
            throw Problem.invalid("file_missing", "There is no file " + CallerFolder.resolve(exchange));
        }
        var settings = (ObjectNode) ExchangeOperator.MAPPER.readTree(Files.readString(CallerFolder.resolve(exchange)));
        settings.put("member", member);
        settings.put("registry", registryPlace());
        settings.put("consumerPort", consumerPort);
        settings.put("providerPort", providerPort);
        settings.putArray("services");
        Files.createDirectories(folder);
        var address =
                NodeKeys.readOrCreate(folder, clock, Ids.secure(clock)).address(url, NodeSettings.originOf(member));
        System.out.println(ExchangeOperator.MAPPER.writeValueAsString(
                new Member(member, nameZh, nameEn, subsystems, List.of(address))));
        Files.writeString(file, ExchangeOperator.MAPPER.writeValueAsString(settings) + "\n");
        System.err.println("請將上列成員資料交給登錄檔的管理者，並在 " + file + " 填寫服務。");
        System.err.println("Give the member above to the exchange's operator, and write your services into " + file);
        return 0;
    }

    /** Before there are any files. */
    private void requireFit() {
        try {
            new Member(member, nameZh, nameEn, subsystems, List.of());
        } catch (IllegalArgumentException unfit) {
            throw Problem.invalid("member_unfit", "--member and --subsystem: " + unfit.getMessage());
        }
        if (!url.startsWith("https://")) {
            throw Problem.invalid("url_unfit", "--url must start with https://, not " + url);
        }
    }

    /** A node sees a file from its home; the caller may have meant the folder that the command was given in. */
    private String registryPlace() {
        return Optional.of(registry)
                .filter(place -> place.startsWith("http"))
                .orElseGet(() -> CallerFolder.resolve(Path.of(registry))
                        .toAbsolutePath()
                        .normalize()
                        .toString());
    }
}
