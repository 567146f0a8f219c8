package tw.qiao.analytics.rest;

import java.util.List;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.Problem;

/** Answers programs: {@code /v1/query}, {@code /v1/files/…}, and all else as Iceberg's REST catalogue. */
public final class RestService {
    private static final System.Logger LOG = System.getLogger(RestService.class.getName());

    private final Tokens tokens;
    private final IcebergCatalogue catalogue;
    private final TableFiles files;

    /** Over {@code warehouse}, for those who have one of {@code tokens}. */
    public RestService(Warehouse warehouse, Tokens tokens) {
        var tables = new WholeTables(warehouse);
        this.tokens = tokens;
        this.catalogue = new IcebergCatalogue(tables);
        this.files = new TableFiles(tables);
    }

    /** The answer, also where something is wrong. */
    public Reply answer(Request request) {
        try {
            return routed(request);
        } catch (Problem e) {
            return told(request, e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A request over HTTP failed", e);
            return told(request, Problem.of("rest_failed", 500, false, "The warehouse failed at this request"));
        }
    }

    private static Reply told(Request request, Problem problem) {
        boolean ours = request.path().startsWith("/v1/query") || request.path().startsWith("/v1/files");
        return ours ? Failures.details(problem) : Failures.iceberg(problem);
    }

    private Reply routed(Request request) {
        Guest guest = request.token()
                .flatMap(tokens::guest)
                .orElseThrow(() -> Problem.unauthenticated(
                        "rest_token", "A token was expected, in the header Authorization: Bearer …"));
        List<String> all = segments(request);
        List<String> segments = all.subList(Math.min(1, all.size()), all.size());
        if (!all.getFirst().equals("v1") || segments.isEmpty()) {
            throw nothing(request);
        }
        return switch (segments.getFirst()) {
            case "query" -> QueryEndpoint.answer(request, guest);
            case "files" -> files.answer(request, segments, guest.policy());
            case "config", "namespaces", "tables", "transactions", "views", "oauth" ->
                catalogue.answer(request, segments, guest.policy());
            default -> throw nothing(request);
        };
    }

    private static List<String> segments(Request request) {
        try {
            return request.segments();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("rest_path", "The path is not encoded as addresses are");
        }
    }

    private static Problem nothing(Request request) {
        return Problem.notFound("warehouse_path", "There is nothing at " + request.path());
    }
}
