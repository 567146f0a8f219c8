package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;

/** The warehouse for programs of analysts. */
@RestController
class ProgramController {
    private static final int LARGEST_BODY = 256 * 1024;

    private final Asking asking;
    private final KeptResults results;
    private final OpenWarehouse warehouse;
    private final DescribedTables tables;

    ProgramController(Asking asking, KeptResults results, OpenWarehouse warehouse, DescribedTables tables) {
        this.asking = asking;
        this.results = results;
        this.warehouse = warehouse;
        this.tables = tables;
    }

    @GetMapping("/api/warehouse/tables")
    ResponseEntity<byte[]> tables() {
        Set<String> present = Set.copyOf(warehouse.names());
        ObjectNode answer = CanonicalJson.MAPPER.createObjectNode();
        var list = answer.putArray("tables");
        for (Feed feed : tables.feeds()) {
            if (present.contains(feed.table().name())) {
                list.add(table(feed.table()));
            }
        }
        return json(answer);
    }

    private ObjectNode table(TableDescription table) {
        ObjectNode told = CanonicalJson.MAPPER.createObjectNode();
        told.put("name", table.name()).put("chinese", table.chinese()).put("english", table.english());
        told.put("source", table.source());
        warehouse.table(table.name()).history().reversed().stream()
                .findFirst()
                .ifPresent(change -> told.put("snapshot", Long.toString(change.snapshot()))
                        .put("rows", change.rows())
                        .put("changed", change.moment().toString()));
        var columns = told.putArray("columns");
        table.columns().stream().filter(WarehouseDesk::showsAnalysts).forEach(column -> columns.add(column(column)));
        return told;
    }

    private static ObjectNode column(Column column) {
        ObjectNode told = CanonicalJson.MAPPER.createObjectNode();
        told.put("name", column.name()).put("chinese", column.chinese()).put("english", column.english());
        told.put("type", column.type().sql()).put("unit", column.unit()).put("key", column.key());
        column.codes().ifPresent(codes -> told.put("codes", codes));
        return told;
    }

    @PostMapping(value = "/api/warehouse/query", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> query(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept,
            HttpServletRequest request)
            throws IOException {
        AskedBody asked = AskedBody.read(body(request));
        if (asked.cursor().isPresent()) {
            Cursor cursor = asked.cursor().get();
            Result kept = results.find(cursor.query(), analyst.account())
                    .orElseThrow(() -> Problem.notFound(
                            "result_expired", "The answer of this cursor is not kept any more; ask again"));
            return page(kept, cursor, asked.pageSize());
        }
        boolean whole = accept.contains("text/csv");
        var answered =
                asking.askByProgram(analyst.account(), asked.query(), whole ? Integer.MAX_VALUE : asked.pageSize());
        return whole
                ? csv(answered.result())
                : page(answered.result(), new Cursor(answered.query(), 0), asked.pageSize());
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw Problem.of("query_too_large", 413, false, "A body has at most " + LARGEST_BODY + " bytes");
        }
        return body;
    }

    /** The rows from the cursor on, and the cursor of the rest. */
    private static ResponseEntity<byte[]> page(Result result, Cursor from, int size) {
        int begin = Math.min(from.given(), result.rows().size());
        int end = Math.min(begin + size, result.rows().size());
        var part = new Result(
                result.columns(),
                result.types(),
                result.rows().subList(begin, end),
                result.truncated(),
                result.provenance());
        UUID query = from.query();
        ObjectNode answer = JsonFormat.tree(part)
                .put("query", query.toString())
                .put("total", result.rows().size());
        if (end < result.rows().size()) {
            answer.put("next", new Cursor(query, end).toString());
        }
        return json(answer);
    }

    private static ResponseEntity<byte[]> csv(Result result) {
        return ResponseEntity.ok()
                .contentType(DownloadController.CSV)
                .header("Qiao-Truncated", Boolean.toString(result.truncated()))
                .header("Qiao-Provenance", result.provenance().line())
                .body(DownloadController.csv(result).getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> json(ObjectNode tree) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(CanonicalJson.MAPPER.writeValueAsBytes(tree));
    }
}
