package tw.qiao.analytics.query;

import java.util.stream.Stream;
import tw.qiao.analytics.engine.Selection;
import tw.qiao.analytics.engine.SelectionAnswer;
import tw.qiao.analytics.engine.SupervisedWorker;

/** Runs queries that pass the gate in a worker process, over planned snapshots of the tables they name. */
public final class Queries implements QueryEngine {
    private static final int MOST_ROWS = 5_000_000;

    private final SupervisedWorker worker;
    private final Gate gate;

    /** Runs in {@code worker}, which also parses. */
    public Queries(SupervisedWorker worker) {
        this.worker = worker;
        this.gate = new Gate(worker::parse);
    }

    @Override
    public Found run(Query query, Catalogue catalogue) {
        var gated = gate.check(query.statement(), catalogue.names());
        return select(query, gated, gated.statement(), catalogue);
    }

    /**
     * The rows that follow the first {@code offset} ones. Pages over the same snapshots fit together: rows come in the
     * order that the statement states, which then must leave no two of them equal, or else ordered by all columns.
     */
    public Found page(Query query, long offset, Catalogue catalogue) {
        var gated = gate.check(query.statement(), catalogue.names());
        String page = "select * from (\n" + gated.statement() + "\n)" + (gated.ordered() ? "" : " order by all")
                + " limit " + (query.maximumRows() + 1L) + " offset " + offset;
        return select(query, gated, page, catalogue);
    }

    /** All rows, in parts one after the other; the stream is to be closed. */
    public Stream<Found> all(Query query, Catalogue catalogue) {
        var gated = gate.check(query.statement(), catalogue.names());
        var sources = Sources.of(gated, query, catalogue);
        var provenance = sources.provenance(gated.statement(), query.parameters());
        return worker.selectAll(new Selection(
                        gated.statement(), query.parameters(), sources.sql(), MOST_ROWS, query.seconds(), true))
                .map(part -> found(part, provenance));
    }

    private Found select(Query query, Gate.Gated gated, String statement, Catalogue catalogue) {
        var sources = Sources.of(gated, query, catalogue);
        var answer = worker.select(
                new Selection(statement, query.parameters(), sources.sql(), query.maximumRows(), query.seconds()));
        return found(answer, sources.provenance(gated.statement(), query.parameters()));
    }

    private static Found found(SelectionAnswer answer, Provenance provenance) {
        return new Found(answer.columns(), answer.types(), answer.rows(), answer.truncated(), provenance);
    }
}
