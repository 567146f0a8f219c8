package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The data folder that a command works on, and what it does while another command has it. */
final class DataChoice {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--data", description = "the folder that holds all state (default: var beside ./qiao)")
    private @Nullable Path folder;

    @Option(
            names = "--no-wait",
            description = "fails at once where another command has the folder, instead of waiting 60 s for it 不等候")
    private boolean impatient;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Opens the warehouse in the folder; a problem {@code warehouse_missing} where there is none. */
    WarehouseHome open() {
        return WarehouseHome.open(CallerFolder.data(folder), taker(System.err::println));
    }

    /** Opens the warehouse in the folder, or makes one; {@code says} tells a person so. */
    WarehouseHome openOrMake(Consumer<String> says) {
        return WarehouseHome.openOrMake(CallerFolder.data(folder), taker(says));
    }

    private FolderTaker taker(Consumer<String> says) {
        return new FolderTaker(command.qualifiedName(), impatient ? Duration.ZERO : PATIENCE, says);
    }
}
