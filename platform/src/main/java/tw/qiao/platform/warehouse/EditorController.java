package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.identity.SignedIn;

/** The editor (查詢): statements, their answers, those that are kept under names and those that were asked before. */
@Controller
class EditorController {
    private static final String EDITOR = WarehouseConfiguration.PATH + "/sql";
    private static final String QUERIES = WarehouseConfiguration.PATH + "/queries";
    private static final int MOST_ROWS = 10_000;
    private static final int SECONDS = 20;
    private static final int PAGE = 20;
    private static final int LONGEST_NAME = 60;

    private final Asking asking;
    private final QueryLog log;
    private final KeptResults results;
    private final SavedQueries saved;
    private final DescribedTables tables;
    private final StatementLineage lineage;
    private final Publishable publishable;
    private final AskedTables asked;

    EditorController(
            Asking asking,
            QueryLog log,
            KeptResults results,
            SavedQueries saved,
            DescribedTables tables,
            StatementLineage lineage,
            Publishable publishable,
            AskedTables asked) {
        this.asking = asking;
        this.log = log;
        this.results = results;
        this.saved = saved;
        this.tables = tables;
        this.lineage = lineage;
        this.publishable = publishable;
        this.asked = asked;
    }

    @GetMapping(EDITOR)
    ModelAndView editor(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam(defaultValue = "") String table,
            @RequestParam(required = false) @Nullable UUID from,
            @RequestParam(required = false) @Nullable UUID kept,
            @RequestParam(defaultValue = "") String done) {
        String statement = "";
        if (from != null) {
            statement =
                    log.find(from, analyst.account()).map(AskedQuery::statement).orElse("");
        } else if (kept != null) {
            statement = saved.find(kept, analyst.account())
                    .map(SavedQuery::statement)
                    .orElse("");
        } else if (tables.describes(table)) {
            statement = "select *\nfrom " + table + "\nlimit 100";
        }
        return page(analyst, statement, null).addObject("done", done);
    }

    @PostMapping(EDITOR)
    ModelAndView run(@AuthenticationPrincipal SignedIn analyst, @RequestParam(defaultValue = "") String statement) {
        try {
            var query = new Query(statement, List.of(), Map.of(), MOST_ROWS, SECONDS);
            UUID asked = asking.askByPage(analyst.account(), query).query();
            return new ModelAndView("redirect:" + QUERIES + "/" + asked);
        } catch (Problem refused) {
            ModelAndView view = page(analyst, statement, Fault.of(refused, statement));
            boolean mistaken = refused.status() == HttpStatus.BAD_REQUEST.value(); // a form comes back with 422
            view.setStatus(mistaken ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.valueOf(refused.status()));
            return view;
        }
    }

    @PostMapping(EDITOR + "/keep")
    String keep(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam(defaultValue = "") String name,
            @RequestParam UUID query) {
        String typed = name.strip();
        if (typed.isEmpty() || typed.length() > LONGEST_NAME || !Text.isClean(typed)) {
            return "redirect:" + QUERIES + "/" + query + "?done=name-wrong";
        }
        String statement =
                log.find(query, analyst.account()).map(AskedQuery::statement).orElseThrow(EditorController::unknown);
        UUID kept = saved.save(analyst.account(), typed, statement);
        lineage.keep(StatementLineage.Kind.QUERY, kept, statement);
        return "redirect:" + QUERIES + "/" + query + "?done=kept";
    }

    @PostMapping(EDITOR + "/kept/{id}/remove")
    String remove(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        if (saved.remove(id, analyst.account())) {
            lineage.forget(StatementLineage.Kind.QUERY, id);
        }
        return "redirect:" + EDITOR + "?done=removed";
    }

    @GetMapping(QUERIES)
    ModelAndView history(@AuthenticationPrincipal SignedIn analyst, @RequestParam(defaultValue = "1") int page) {
        int last = Math.max(1, Math.ceilDiv(log.count(analyst.account()), PAGE));
        int shown = Math.clamp(page, 1, last);
        return new ModelAndView(
                "warehouse/history",
                Map.of("queries", log.page(analyst.account(), shown, PAGE), "number", shown, "last", last));
    }

    @GetMapping(QUERIES + "/{id}")
    ModelAndView answer(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "-1") int sort,
            @RequestParam(defaultValue = "false") boolean descending,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "") String done) {
        AskedQuery query = log.find(id, analyst.account()).orElseThrow(EditorController::unknown);
        Optional<ShownResult> result =
                results.find(id, analyst.account()).map(found -> new ShownResult(found, sort, descending, page));
        ModelAndView view = page(analyst, query.statement(), null);
        view.addObject("query", query);
        view.addObject("done", done);
        result.ifPresent(found -> {
            view.addObject("result", found);
            view.addObject("titles", asked.titles(query.statement(), found.result()));
            publishable
                    .obstacle(query.statement(), found.result())
                    .ifPresent(obstacle -> view.addObject("obstacle", obstacle));
        });
        return view;
    }

    private ModelAndView page(SignedIn analyst, String statement, @Nullable Fault fault) {
        var view = new ModelAndView("warehouse/editor");
        view.addObject("statement", statement);
        view.addObject("saved", saved.of(analyst.account()));
        if (fault != null) {
            view.addObject("fault", fault);
        }
        return view;
    }

    static Problem unknown() {
        return Problem.notFound("query_unknown", "There is no such query, or it is somebody else's");
    }
}
