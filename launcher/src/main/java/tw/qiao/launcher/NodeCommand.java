package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
        // ./qiao has changed the folder before it started this program.
        var folder = Path.of(System.getProperty("qiao.caller", ".")).resolve(home);
        return new tw.qiao.node.Doctor(folder, Clock.systemUTC()).print(System.out);
    }
}
