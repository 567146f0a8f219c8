package tw.qiao.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import tw.qiao.kernel.Problem;

/** The launcher's command line. */
@Command(
        name = "qiao",
        description = "Qiao 橋, an open smart-government platform",
        subcommands = {DemoCommand.class, Doctor.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class Qiao {
    private Qiao() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new Qiao())
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (failure instanceof Problem problem) {
                        System.err.println("Qiao cannot go on: " + problem.getMessage());
                        return 1;
                    }
                    throw failure;
                })
                .execute(arguments));
    }
}
