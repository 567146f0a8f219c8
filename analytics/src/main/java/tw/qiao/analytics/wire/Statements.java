package tw.qiao.analytics.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.kernel.Problem;

/** Runs one session's statements, one after the other. */
final class Statements {
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("SET", "RESET", "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "DISCARD", "DEALLOCATE", "CLOSE");

    private static final Set<String> ENDS = Set.of("COMMIT", "END", "ROLLBACK");

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
     * @param result empty when it has no rows, not even none
     */
    record Outcome(String tag, Optional<Result> result) {}

    private record Running(CompletableFuture<Result> answer, Thread thread) {}

    Outcome run(String statement, List<String> parameters) {
        String first = statement.strip().split("[\\s;]+", 2)[0].toUpperCase(Locale.ROOT);
        Optional<Outcome> cursor = cursors.answer(statement, select -> result(select, parameters));
        if (cursor.isPresent()) {
            return cursor.get();
        }
        if (WITHOUT_EFFECT.contains(first)) {
            if (ENDS.contains(first)) {
                cursors.clear();
            }
            return new Outcome(first.equals("START") ? "START TRANSACTION" : first, Optional.empty());
        }
        if (first.equals("COPY")) {
            throw Problem.invalid(
                    "wire_copy", "COPY is not offered; a SELECT gives the same rows, in psql with \\pset format csv");
        }
        return new Outcome("SELECT", Optional.of(result(statement, parameters)));
    }

    private Result result(String statement, List<String> parameters) {
        return new PostgresCatalogTables(desk.tables())
                .answer(withParameters(statement, parameters))
                .orElseGet(() -> cancellable(statement, parameters));
    }

    /** For the catalogue, which knows no parameters. */
    private static String withParameters(String statement, List<String> parameters) {
        String whole = statement;
        for (int i = parameters.size(); i > 0; i--) {
            whole = whole.replace("$" + i, Sql.text(parameters.get(i - 1)));
        }
        return whole;
    }

    private Result cancellable(String statement, List<String> parameters) {
        var answer = new CompletableFuture<Result>();
        // an interrupted virtual thread would close the sockets that it reads from, of which the catalogue has one
        running = new Running(
                answer, Thread.ofPlatform().daemon().name("statement").start(() -> {
                    try {
                        answer.complete(desk.answer(statement, parameters));
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

    static long suppressed(Result result) {
        return result.rows().stream()
                .flatMap(List::stream)
                .filter(Cell.Suppressed.class::isInstance)
                .count();
    }
}
