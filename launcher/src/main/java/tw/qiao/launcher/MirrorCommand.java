package tw.qiao.launcher;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.HttpLogSource;
import tw.qiao.kernel.log.Mirror;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.node.settings.NodeSettings;

/** Keeps verified copies of the logs of an exchange, from which a lost one can be made again. */
@Command(
        name = "mirror",
        mixinStandardHelpOptions = true,
        description =
                "Brings the mirrors of all logs of the exchange up to date, by way of a running node. Exit code 1:"
                        + " some could not be followed. Run it regularly.")
final class MirrorCommand implements Callable<Integer> {
    private static final Duration PATIENCE_WITH_A_FILE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--home", paramLabel = "DIR", required = true, description = "the home of your running node")
    private Path home = Path.of("");

    @Option(names = "--into", paramLabel = "DIR", required = true, description = "the folder of the mirrors")
    private Path into = Path.of("");

    @Override
    public Integer call() throws IOException {
        Path folder = CallerFolder.resolve(home);
        var settings = NodeSettings.read(folder);
        var registry =
                SignedRegistry.seen(Files.readString(folder.resolve("registry-copy.json")), settings.registryKey());
        String node = "http://127.0.0.1:" + settings.consumerPort() + "/logs/";
        boolean areAllWell = true;
        try (var client = HttpClient.newHttpClient()) {
            for (var member : registry.members()) {
                for (var address : member.nodes()) {
                    areAllWell &= follow(address, node, client);
                }
            }
        }
        return areAllWell ? 0 : 1;
    }

    private boolean follow(NodeAddress address, String node, HttpClient client) {
        String name = sha256(address.logOrigin());
        Path folder = CallerFolder.resolve(into).resolve(name);
        try {
            var mirror = Mirror.open(folder, address.logOrigin(), address.logNoteKeys());
            mirror.update(new HttpLogSource(client, node + name + "/", PATIENCE_WITH_A_FILE), PATIENCE);
            System.out.println(address.logOrigin() + "：" + mirror.size() + " 筆 (entries)  " + folder);
            return true;
        } catch (Problem trouble) {
            System.err.println(address.logOrigin() + "：無法更新鏡像 (cannot be followed): " + trouble.getMessage());
            return false;
        }
    }

    private static String sha256(String origin) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
