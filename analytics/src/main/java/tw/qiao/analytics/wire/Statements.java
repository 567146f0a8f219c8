package tw.qiao.analytics.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.kernel.Problem;

/** Runs one session's statements, one after the other. */
final class Statements implements AutoCloseable {
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "SET",
            "RESET",
            "BEGIN",
            "START",
            "SAVEPOINT",
            "RELEASE",
            "COMMIT",
            "END",
            "ROLLBACK",
            "DISCARD",
            "DEALLOCATE",
            "CLOSE");

    private static final Set<String> BEGINS = Set.of("BEGIN", "START");
    private static final Set<String> ENDS = Set.of("COMMIT", "END", "ROLLBACK");
    private static final Pattern BACK_TO_A_SAVEPOINT =
            Pattern.compile("(?is)rollback\\s+(?:work\\s+|transaction\\s+)?to\\b.*");

    private final Desk desk;
    private final Cursors cursors = new Cursors();
    private volatile @Nullable Running running;

    Statements(Desk desk) {
        this.desk = desk;
    }

    /**
     * What a statement came to.
     *
     * @param tag what is said at its end
     * @param rows empty when it has no rows, not even none
     * @param transaction whether there is one afterwards, where that changes
     */
    record Outcome(String tag, Optional<Rows> rows, Optional<Boolean> transaction) {
        static Outcome of(String tag, Rows rows) {
            return new Outcome(tag, Optional.of(rows), Optional.empty());
        }

        static Outcome without(String tag) {
            return new Outcome(tag, Optional.empty(), Optional.empty());
        }
    }

    private record Running(CompletableFuture<?> answer, Thread thread) {}

    Outcome run(String statement, List<String> parameters) {
        String first = statement.strip().split("[\\s;]+", 2)[0].toUpperCase(Locale.ROOT);
        return cursors.answer(statement, select -> rows(select, parameters)).orElseGet(() -> {
            if (WITHOUT_EFFECT.contains(first)) {
                return withoutEffect(
                        first, BACK_TO_A_SAVEPOINT.matcher(statement.strip()).matches());
            }
            if (first.equals("COPY")) {
                throw Problem.invalid(
                        "wire_copy",
                        "COPY is not offered; a SELECT gives the same rows, in psql with \\pset format csv");
            }
            return Outcome.of("SELECT", rows(statement, parameters));
        });
    }

    /** The rest of what a cursor has. */
    Optional<Rows> cursor(String name) {
        return cursors.find(name);
    }

    private Outcome withoutEffect(String first, boolean toSavepoint) {
        if (ENDS.contains(first) && !toSavepoint) {
            cursors.clear();
            return new Outcome(first, Optional.empty(), Optional.of(false));
        }
        return new Outcome(
                first.equals("START") ? "START TRANSACTION" : first,
                Optional.empty(),
                BEGINS.contains(first) ? Optional.of(true) : Optional.empty());
    }

    private Rows rows(String statement, List<String> parameters) {
        Result first = new PostgresCatalogTables(desk.tables())
                .answer(withParameters(statement, parameters))
                .orElseGet(() -> cancellable(() -> desk.answer(statement, parameters)));
        return new Rows(first, () -> cancellable(() -> desk.whole(statement, parameters)));
    }

    /** For the catalogue, which knows no parameters. */
    private static String withParameters(String statement, List<String> parameters) {
        String whole = statement;
        for (int i = parameters.size(); i > 0; i--) {
            whole = whole.replace("$" + i, Sql.text(parameters.get(i - 1)));
        }
        return whole;
    }

    private <T> T cancellable(Supplier<T> asking) {
        var answer = new CompletableFuture<T>();
        // an interrupted virtual thread would close the sockets that it reads from, of which the catalogue has one
        running = new Running(
                answer, Thread.ofPlatform().daemon().name("statement").start(() -> {
                    try {
                        answer.complete(asking.get());
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                }));
        try {
            return answer.join();
        } catch (CancellationException e) {
            throw Problem.invalid("wire_cancelled", "The statement was cancelled");
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Ends the statement, in the engine too. */
    void cancel() {
        Running statement = running;
        if (statement != null) {
            statement.answer().cancel(false);
            statement.thread().interrupt();
        }
    }

    @Override
    public void close() {
        cursors.clear();
    }
}
