package tw.qiao.analytics.trino;

import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Gate;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.query.Source;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Sha256;

/**
 * Runs queries on Trino: through the same gate, over the same snapshots, with the same rows, where statements are
 * within {@link CommonSql}.
 */
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
    public Found run(Query query, Catalogue catalogue) {
        var gated = gate.check(query.statement(), catalogue.names());
        var sources = new TreeMap<String, Source>();
        for (String table : gated.tables()) {
            @Nullable Long snapshot = query.snapshots().get(table);
            sources.put(
                    table,
                    catalogue.source(table, snapshot == null ? OptionalLong.empty() : OptionalLong.of(snapshot)));
        }
        var tables = new TreeMap<String, String>();
        sources.forEach((name, source) -> tables.put(name, source.sql()));
        String sql = CommonSql.of(gated.statement(), parser.parse(gated.statement()), tables, query.parameters());
        var answer = client.ask(sql, query.maximumRows());
        List<String> stamps = sources.values().stream()
                .map(source -> source.table() + "@" + source.snapshot().orElse(0))
                .toList();
        return new Found(
                answer.columns(),
                answer.types(),
                answer.rows(),
                answer.truncated(),
                new Provenance(stamps, hash(gated.statement(), query.parameters())));
    }

    private static String hash(String statement, List<String> parameters) {
        return HexFormat.of().formatHex(Sha256.of(CanonicalJson.bytes(List.of(statement, parameters))));
    }
}
