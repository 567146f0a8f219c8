package tw.qiao.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import tw.qiao.kernel.Problem;

/** The launcher's command line. */
@Command(
        name = "qiao",
        description = "Qiao 橋, an open smart-government platform",
        subcommands = {DemoCommand.class, Doctor.class, NodeCommand.class, VerifyEvidence.class, WarehouseCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class Qiao {
    private Qiao() {}

    static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** The exit code: 0 when it went well, 2 when what was asked for cannot be, 1 when it failed. */
    static int run(String... arguments) {
        return new CommandLine(new Qiao())
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (failure instanceof Problem problem) {
                        System.err.println("Qiao cannot go on: " + problem.getMessage());
                        return problem.status() == 400 ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
                    }
                    if (FullDisk.isCauseOf(failure)) {
                        System.err.println("Qiao cannot go on: " + FullDisk.ADVICE);
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                })
                .execute(arguments);
    }
}
