package tw.qiao.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shuts out a grant, a member or a key within seconds (緊急廢止). */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Revokes at once, in revocations.json beside registry.json, and adds to what was revoked before.")
final class RevokeCommand implements Callable<Integer> {
    @Option(names = "--home", paramLabel = "DIR", required = true, description = "the operator's folder")
    private Path home = Path.of("");

    @Option(names = "--grant", paramLabel = "ID", description = "a grant; may be repeated")
    private List<String> grants = List.of();

    @Option(names = "--member", paramLabel = "ID", description = "a member, with all its nodes; may be repeated")
    private List<String> members = List.of();

    @Option(
            names = "--key",
            paramLabel = "ID",
            description = "the SHA-256 of a key as in the registry, whose node is shut out; may be repeated")
    private List<String> keys = List.of();

    @Option(names = "--anew", description = "forgets what was revoked before")
    private boolean anew;

    @Override
    public Integer call() throws IOException {
        var operator = new ExchangeOperator(CallerFolder.resolve(home), Clock.systemUTC());
        var revocations = operator.revoke(new ExchangeOperator.Named(grants, members, keys), anew);
        System.out.println("revocations.json %d：廢止 %d 項授權、%d 把金鑰；節點在數秒內生效。"
                .formatted(
                        revocations.number(),
                        revocations.grants().size(),
                        revocations.keys().size()));
        System.out.println("Revoked grants: %s, keys: %s. Nodes heed it within seconds."
                .formatted(revocations.grants(), revocations.keys()));
        return 0;
    }
}
