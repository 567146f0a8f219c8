package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.registry.OtherSigningKey;
import tw.qiao.kernel.registry.OtherTlsKey;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.restoration.LostLog;

/** What those who run an exchange node need. */
@Command(
        name = "node",
        description = "Makes and looks after an exchange node.",
        subcommands = {NewNode.class, RegistryCommand.class, MirrorCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class NodeCommand {
    private static final Duration CHANGING = Duration.ofDays(7);

    @Command(
            name = "doctor",
            mixinStandardHelpOptions = true,
            description =
                    "Looks at a node and says what to do. Changes nothing; the exit code is 1 when something fails.")
    int doctor(
            @Option(
                            names = "--home",
                            paramLabel = "DIR",
                            defaultValue = ".",
                            description = "the folder with node.json; this folder where none is given")
                    Path home) {
        return new tw.qiao.node.health.Doctor(CallerFolder.resolve(home), Clock.systemUTC()).print(System.out);
    }

    @Command(
            name = "new-keys",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a signing key and a TLS key for a running node to change to, and prints what to register.")
    int newKeys(
            @Option(names = "--into", paramLabel = "DIR", required = true, description = "the folder for the files")
                    Path into,
            @Option(
                            names = "--algorithm",
                            paramLabel = "NAME",
                            defaultValue = "ecdsa-p256-sha256",
                            description = "what the signing key signs with: ecdsa-p256-sha256, ed25519,"
                                    + " rsa-pss-sha512, rsa-v1_5-sha256 or ml-dsa-65")
                    String algorithm) {
        var clock = Clock.systemUTC();
        var keys = NodeKeys.Changing.create(
                CallerFolder.resolve(into), SignatureAlgorithm.named(algorithm), clock, Ids.secure(clock));
        System.out.println(ExchangeOperator.MAPPER.writeValueAsString(inRegistry(keys, clock.instant())));
        System.out.println("請將上列公鑰送交登錄檔的管理者；登錄後再把檔案移入節點的資料夾。");
        System.out.println("Have these public keys registered; after that, move the files into the node's home.");
        return 0;
    }

    /** What the node's entry in exchange.json needs beside what it has, for a week from now. */
    private static Map<String, Object> inRegistry(NodeKeys.Changing keys, Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        Instant end = start.plus(CHANGING);
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "other_signing_keys", List.of(new OtherSigningKey(keys.signing().verificationKey(), start, end)));
        fields.put(
                "other_tls_keys",
                List.of(new OtherTlsKey(keys.tls().verificationKey().id(), start, end)));
        return fields;
    }

    @Command(
            name = "restore-log",
            mixinStandardHelpOptions = true,
            description = "Makes the lost evidence log of a stopped node again from a mirror. Exit code 0: it is there"
                    + " again, 1: nothing was changed.")
    int restoreLog(
            @Option(names = "--home", paramLabel = "DIR", required = true, description = "the folder with node.json")
                    Path home,
            @Option(
                            names = "--from",
                            paramLabel = "MIRROR",
                            required = true,
                            description = "the folder of a mirror of this log, or the http address of its files")
                    String from) {
        var lost = new LostLog(CallerFolder.resolve(home), Clock.systemUTC());
        return from.startsWith("http://") || from.startsWith("https://")
                ? lost.restoreFromAddress(from, System.out)
                : lost.restoreFromFolder(CallerFolder.resolve(Path.of(from)), System.out);
    }
}
