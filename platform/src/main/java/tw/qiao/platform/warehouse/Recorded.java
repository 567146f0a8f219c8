package tw.qiao.platform.warehouse;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Sha256;
import tw.qiao.kernel.log.Commitment;

/**
 * A query was answered or refused, a file imported, or something done with an import. Says who did what only under a
 * salted commitment, so that it may become public.
 *
 * @param kind {@code warehouse-query}, {@code warehouse-query-refused}, {@code warehouse-import}, or the latter with
 *     what somebody did with the import
 * @param commitment a {@link Commitment} to what happened
 */
record Recorded(UUID id, String kind, String commitment, Instant at) {
    private static final String IMPORT = "warehouse-import";

    /** Whether an import, or the undoing of one, ended. */
    boolean isImport() {
        return kind.equals(IMPORT);
    }

    static Recorded of(AskedQuery query, String salt) {
        return new Recorded(query.id(), kind(query), Commitment.to(statement(query), salt), query.at());
    }

    static Recorded of(FileImport done, Instant at, String salt) {
        return new Recorded(
                done.id(),
                IMPORT,
                Commitment.to(
                        Map.of(
                                "v", 1,
                                "id", done.id().toString(),
                                "kind", IMPORT,
                                "actor", done.account().toString(),
                                "feed", done.feed(),
                                "file", done.file(),
                                "at", at.toString()),
                        salt),
                at);
    }

    static Recorded of(ImportStep done, FileImport one, String salt) {
        String kind = IMPORT + "-" + done.step();
        return new Recorded(
                done.id(),
                kind,
                Commitment.to(
                        Map.of(
                                "v", 1,
                                "id", done.id().toString(),
                                "kind", kind,
                                "actor", done.account().toString(),
                                "import", one.id().toString(),
                                "file", one.file(),
                                "reason", done.reason(),
                                "at", done.at().toString()),
                        salt),
                done.at());
    }

    private static String kind(AskedQuery query) {
        return query.isAnswered() ? "warehouse-query" : "warehouse-query-refused";
    }

    private static Map<String, Object> statement(AskedQuery query) {
        byte[] asked = CanonicalJson.bytes(List.of(query.statement(), query.parameters()));
        return Map.of(
                "v", 1,
                "id", query.id().toString(),
                "kind", kind(query),
                "actor", query.account().toString(),
                "asked", HexFormat.of().formatHex(Sha256.of(asked)),
                "tables", String.join(" ", query.tables()),
                "outcome", query.outcome(),
                "at", query.at().toString());
    }
}
