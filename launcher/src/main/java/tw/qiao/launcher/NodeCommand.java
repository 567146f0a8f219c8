package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.restoration.LostLog;

/** What those who run an exchange node need. */
@Command(name = "node", description = "Looks after an exchange node.", synopsisSubcommandLabel = "COMMAND")
final class NodeCommand {
    @Command(
            name = "doctor",
            description =
                    "Looks at a node and says what to do. Changes nothing; the exit code is 1 when something fails.")
    int doctor(
            @Option(
                            names = "--home",
                            paramLabel = "DIR",
                            defaultValue = ".",
                            description = "the folder with node.json; this folder where none is given")
                    Path home) {
        return new tw.qiao.node.health.Doctor(folder(home), Clock.systemUTC()).print(System.out);
    }

    @Command(
            name = "new-keys",
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
        var keys =
                NodeKeys.Changing.create(folder(into), SignatureAlgorithm.named(algorithm), clock, Ids.secure(clock));
        System.out.println("other_signing_keys.key        "
                + keys.signing().verificationKey().base64());
        System.out.println(
                "other_tls_keys.spki_sha256    " + keys.tls().verificationKey().id());
        System.out.println("請將上列公鑰送交登錄檔的管理者；登錄後再把檔案移入節點的資料夾。");
        System.out.println("Have these public keys registered; after that, move the files into the node's home.");
        return 0;
    }

    @Command(
            name = "restore-log",
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
        var lost = new LostLog(folder(home), Clock.systemUTC());
        return from.startsWith("http://") || from.startsWith("https://")
                ? lost.restoreFromAddress(from, System.out)
                : lost.restoreFromFolder(folder(Path.of(from)), System.out);
    }

    /** ./qiao has changed the folder before it started this program. */
    private static Path folder(Path given) {
        return Path.of(System.getProperty("qiao.caller", ".")).resolve(given);
    }
}
