package tw.qiao.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.verifier.Verifier;

/** Says what an evidence bundle proves. Exit code 0: it holds, 1: refuted, 2: unreadable. */
@Command(
        name = "verify-evidence",
        mixinStandardHelpOptions = true,
        description = "Says what an evidence bundle of an exchange proves, without asking any node.")
final class VerifyEvidence implements Callable<Integer> {
    @Parameters(paramLabel = "BUNDLE", description = "the bundle, as a node gives it at /asic")
    private Path bundle = Path.of("");

    @Option(
            names = "--trust",
            description = "what to believe: a verificationconf.zip that came by another way than the bundle")
    private @Nullable Path trust;

    @Override
    public Integer call() {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return Verifier.run(
                CallerFolder.resolve(bundle), Optional.ofNullable(trust).map(CallerFolder::resolve), out);
    }
}
