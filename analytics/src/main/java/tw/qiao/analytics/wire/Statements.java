package tw.qiao.analytics.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Problem;

/** Runs one session's statements, one after the other. */
final class Statements {
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("SET", "RESET", "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "DISCARD", "DEALLOCATE", "CLOSE");

    private final Desk desk;
    private volatile CompletableFuture<Result> current = CompletableFuture.completedFuture(null);

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

    Outcome run(String statement, List<String> parameters) {
        String first = statement.strip().split("[\\s;]+", 2)[0].toUpperCase(Locale.ROOT);
        if (WITHOUT_EFFECT.contains(first)) {
            return new Outcome(first.equals("START") ? "START TRANSACTION" : first, Optional.empty());
        }
        Result result = new PostgresCatalogTables(desk.tables())
                .answer(statement)
                .orElseGet(() -> cancellable(statement, parameters));
        return new Outcome("SELECT", Optional.of(result));
    }

    private Result cancellable(String statement, List<String> parameters) {
        var answer = new CompletableFuture<Result>();
        current = answer;
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(desk.answer(statement, parameters));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
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

    /** Stops waiting; the engine goes on until the statement's time is up. */
    void cancel() {
        current.cancel(false);
    }

    static long suppressed(Result result) {
        return result.rows().stream()
                .flatMap(List::stream)
                .filter(Cell.Suppressed.class::isInstance)
                .count();
    }
}
