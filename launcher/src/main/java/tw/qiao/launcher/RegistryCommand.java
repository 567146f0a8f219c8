package tw.qiao.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the operator of an exchange needs. */
@Command(
        name = "registry",
        description = "For the operator of an exchange: says who takes part, and what holds no more.",
        subcommands = RevokeCommand.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RegistryCommand {
    private static final String OPERATOR = "the operator's folder, made the first time";

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description = "Signs exchange.json of the folder as a new edition of registry.json, and records it.")
    int publish(
            @Option(names = "--home", paramLabel = "DIR", required = true, description = OPERATOR) Path home,
            @Option(names = "--days", defaultValue = "7", description = "how long it is valid (default: 7)") int days)
            throws IOException {
        Path folder = CallerFolder.resolve(home);
        var registry = new ExchangeOperator(folder, Clock.systemUTC()).publish(Duration.ofDays(days));
        System.out.println("registry.json %d：%d 個成員、%d 項授權，有效至 %s"
                .formatted(
                        registry.number(),
                        registry.members().size(),
                        registry.grants().size(),
                        registry.validUntil()));
        System.out.println("Members: %d, grants: %d. Nodes need what is in %s"
                .formatted(
                        registry.members().size(),
                        registry.grants().size(),
                        folder.resolve(ExchangeOperator.FOR_NODES)));
        return 0;
    }
}
