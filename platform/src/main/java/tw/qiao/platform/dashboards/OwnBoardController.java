package tw.qiao.platform.dashboards;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.warehouse.AnalystQuestions;
import tw.qiao.platform.warehouse.StatementLineage;
import tw.qiao.platform.warehouse.Unpublishable;

/** Analysts publish answers as boards, and take them back; everybody looks at them. */
@Controller
class OwnBoardController {
    private static final String ONE = OwnBoard.PATH + "/{id}";

    private final OwnBoards boards;
    private final AnalystQuestions warehouse;
    private final StatementLineage lineage;
    private final Walls walls;
    private final Pages pages;

    OwnBoardController(
            OwnBoards boards, AnalystQuestions warehouse, StatementLineage lineage, Walls walls, Pages pages) {
        this.boards = boards;
        this.warehouse = warehouse;
        this.lineage = lineage;
        this.walls = walls;
        this.pages = pages;
    }

    @Bean
    static Access publishing() {
        return new Access(OwnBoard.PATH, Audience.ANALYST);
    }

    @Bean
    static Access publishingForm() {
        return new Access(OwnBoard.PATH + "/new", Audience.ANALYST);
    }

    @Bean
    static Access withdrawingForAnalysts() {
        return new Access(OwnBoard.PATH + "/*/withdraw", Audience.ANALYST);
    }

    @Bean
    static Access withdrawingForAdministrators() {
        return new Access(OwnBoard.PATH + "/*/withdraw", Audience.ADMINISTRATOR);
    }

    @GetMapping(OwnBoard.PATH + "/new")
    ModelAndView begin(
            @AuthenticationPrincipal SignedIn analyst, @RequestParam UUID query, HttpServletRequest request) {
        try {
            Result result = ask(analyst, query);
            return form(
                    query, proposed(statement(analyst, query), result, pages.of(request)), result, InputErrors.none());
        } catch (Problem refused) {
            return refused(query, refused);
        }
    }

    @PostMapping(OwnBoard.PATH)
    ModelAndView publish(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam UUID query,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request) {
        var form = new OwnBoardForm(typed);
        try {
            Result result = ask(analyst, query);
            InputErrors errors = form.errors(result, pages.of(request));
            if (!errors.isEmpty()) {
                ModelAndView view = form(query, form, result, errors);
                view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                return view;
            }
            OwnBoard board = boards.publish(
                    analyst.account(), form, statement(analyst, query), result, warehouse.mayBeToldAgain(result));
            lineage.keep(StatementLineage.Kind.BOARD, board.id(), board.statement());
            return new ModelAndView("redirect:" + board.path() + "?done=published");
        } catch (Problem refused) {
            return refused(query, refused);
        }
    }

    private OwnBoardForm proposed(String statement, Result result, Page page) {
        return OwnBoardForm.fresh(
                result,
                warehouse.titles(statement, result).stream()
                        .map(title -> title.in(page))
                        .toList(),
                warehouse.source(result).map(source -> source.in(page)).orElse(""));
    }

    private Result ask(SignedIn analyst, UUID query) {
        var asked = new Query(statement(analyst, query), List.of(), Map.of(), OwnBoard.MOST_ROWS, OwnBoard.SECONDS);
        return warehouse.release(analyst.account(), asked);
    }

    private String statement(SignedIn analyst, UUID query) {
        return warehouse
                .statement(query, analyst.account())
                .orElseThrow(() -> Problem.notFound("query_unknown", "There is no such query, or it is another's"));
    }

    private ModelAndView form(UUID query, OwnBoardForm form, Result result, InputErrors errors) {
        return new ModelAndView(
                "dashboards/publish",
                Map.of(
                        "query",
                        query,
                        "form",
                        form,
                        "result",
                        result,
                        "lasting",
                        warehouse.mayBeToldAgain(result),
                        "errors",
                        errors));
    }

    private static ModelAndView refused(UUID query, Problem refused) {
        var view = new ModelAndView(
                "dashboards/refused",
                Map.of(
                        "query",
                        query,
                        "code",
                        refused.code(),
                        "columns",
                        refused instanceof Unpublishable answer ? answer.columns() : "",
                        "message",
                        String.valueOf(refused.getMessage())));
        boolean mistaken = refused.status() == HttpStatus.BAD_REQUEST.value(); // a form comes back with 422
        view.setStatus(mistaken ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.valueOf(refused.status()));
        return view;
    }

    @GetMapping(ONE)
    ModelAndView board(
            @AuthenticationPrincipal @Nullable SignedIn visitor,
            @PathVariable UUID id,
            @RequestParam Optional<Integer> edition,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request) {
        OwnBoard board = find(id, edition);
        return new ModelAndView(
                "dashboards/own", Map.of("shown", page(board, mayWithdraw(visitor, board), request), "done", done));
    }

    @GetMapping(value = ONE, params = "wall")
    ModelAndView wall(@PathVariable UUID id, HttpServletRequest request) {
        OwnBoard board = find(id, Optional.empty());
        return new ModelAndView(
                "dashboards/ownWall", Map.of("shown", page(board, false, request), "next", walls.after(board.path())));
    }

    private OwnBoardPage page(OwnBoard board, boolean mine, HttpServletRequest request) {
        return new OwnBoardPage(pages.of(request), board, boards.editions(board), mine);
    }

    @GetMapping(ONE + "/table.csv")
    ResponseEntity<byte[]> download(
            @PathVariable UUID id, @RequestParam Optional<Integer> edition, HttpServletRequest request) {
        byte[] csv = page(find(id, edition), false, request).csv();
        return BoardController.file("board", id.toString(), Optional.of(csv));
    }

    @PostMapping(ONE + "/withdraw")
    String withdraw(@AuthenticationPrincipal SignedIn visitor, @PathVariable UUID id) {
        OwnBoard board = find(id, Optional.empty());
        if (!mayWithdraw(visitor, board)) {
            throw Problem.forbidden("board_foreign", "Only who published a board or an administrator withdraws it");
        }
        boards.withdraw(board, visitor.account());
        lineage.forget(StatementLineage.Kind.BOARD, board.id());
        return "redirect:/dashboards?done=withdrawn";
    }

    private static boolean mayWithdraw(@Nullable SignedIn visitor, OwnBoard board) {
        if (visitor == null) {
            return false;
        }
        boolean own = visitor.belongsTo(Audience.ANALYST) && visitor.account().equals(board.account());
        return own || visitor.belongsTo(Audience.ADMINISTRATOR);
    }

    private OwnBoard find(UUID id, Optional<Integer> edition) {
        Optional<OwnBoard> newest = boards.find(id);
        return edition.<Optional<OwnBoard>>map(number -> newest.flatMap(board -> boards.inEdition(board, number)))
                .orElse(newest)
                .orElseThrow(() -> Problem.notFound("board_unknown", "There is no such board, or it was withdrawn"));
    }
}
