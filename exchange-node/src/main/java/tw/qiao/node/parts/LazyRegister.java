package tw.qiao.node.parts;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.node.service.Register;
import tw.qiao.node.settings.NodeSettings;

/** The register of a node, opened for the first service on a view. */
public final class LazyRegister implements Supplier<Register>, AutoCloseable {
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    private final Optional<NodeSettings.Database> database;
    private @Nullable Register register;

    public LazyRegister(Optional<NodeSettings.Database> database) {
        this.database = database;
    }

    @Override
    public synchronized Register get() {
        var known = register;
        if (known == null) {
            var at = database.orElseThrow(
                    () -> Problem.of("node_settings_invalid", 500, false, "A service on a view needs a database"));
            known = Register.at(at.url(), at.user(), at.password(), STATEMENT);
            register = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (register != null) {
            register.close();
        }
    }
}
