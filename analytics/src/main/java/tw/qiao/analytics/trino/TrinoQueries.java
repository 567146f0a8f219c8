package tw.qiao.analytics.trino;

import java.net.URI;
import tw.qiao.analytics.dialect.Translation;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Gate;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.query.Sources;

/** Runs queries on Trino: through the same gate, over the same snapshots, and with the same rows. */
public final class TrinoQueries implements QueryEngine {
    private final TrinoClient client;
    private final Gate.Parser parser;
    private final Gate gate;

    /** @param address of a coordinator, such as {@code http://127.0.0.1:8080}; {@code parser} is DuckDB's */
    public TrinoQueries(URI address, Gate.Parser parser) {
        this.client = new TrinoClient(address);
        this.parser = parser;
        this.gate = new Gate(parser);
    }

    @Override
    public boolean aggregatesTexts() {
        return false;
    }

    @Override
    public Found run(Query query, Catalogue catalogue) {
        var gated = gate.check(query.statement(), catalogue.names());
        var sources = Sources.of(gated, query, catalogue);
        String sql = Translation.translate(
                new TrinoDialect(), parser.parse(gated.statement()), sources.sql(), query.parameters());
        var answer = client.ask(sql, query.maximumRows());
        return new Found(
                answer.columns(),
                answer.types(),
                answer.rows(),
                answer.truncated(),
                sources.provenance(gated.statement(), query.parameters()));
    }
}
