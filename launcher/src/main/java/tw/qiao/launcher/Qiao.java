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
                    // over the step that a terminal shows
                    new Progress(System.err, Boolean.getBoolean("qiao.terminal"))
                            .say("Qiao cannot go on: " + message(failure));
                    return failure instanceof Problem problem && problem.status() == 400
                            ? CommandLine.ExitCode.USAGE
                            : CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    /** One line for whoever typed the command; what nobody foresaw is thrown on, for developers. */
    private static String message(Exception failure) throws Exception {
        if (FullDisk.isCauseOf(failure)) {
            return FullDisk.ADVICE;
        }
        if (failure instanceof Problem problem) {
            return String.valueOf(problem.getMessage());
        }
        return FileTrouble.in(failure).orElseThrow(() -> failure);
    }
}
