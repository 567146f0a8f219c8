package tw.qiao.platform.dashboards;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.site.Visitor;

/** The boards, and their tables as files. */
@Controller
class BoardController {
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final BoardReading reading;
    private final OwnBoards own;
    private final Walls walls;
    private final Pages pages;

    BoardController(BoardReading reading, OwnBoards own, Walls walls, Pages pages) {
        this.reading = reading;
        this.own = own;
        this.walls = walls;
        this.pages = pages;
    }

    @GetMapping("/dashboards")
    ModelAndView index(@RequestParam(defaultValue = "") String done, HttpServletRequest request) {
        Visitor visitor = pages.of(request).visitor();
        var view = new ModelAndView("dashboards/index");
        view.addObject("boards", Boards.ALL.stream().map(Board::name).toList());
        view.addObject("own", own.shown());
        view.addObject("done", done);
        view.addObject(
                "operation",
                visitor != null && (visitor.belongsTo(Audience.OFFICER) || visitor.belongsTo(Audience.ADMINISTRATOR)));
        return view;
    }

    /** Where walls begin, and go on when the board that was to follow is gone. */
    @GetMapping("/dashboards/wall")
    String wall() {
        return "redirect:/dashboards/" + Boards.ALL.getFirst().name() + "?wall";
    }

    @GetMapping("/dashboards/{board:[a-z-]+}")
    ModelAndView page(
            @PathVariable String board, @RequestParam Map<String, String> parameters, HttpServletRequest request) {
        var errors = InputErrors.none();
        Board shown = named(board);
        var view = new ModelAndView("dashboards/board");
        view.addObject("board", reading.page(shown, parameters, pages.of(request), errors));
        if (parameters.containsKey("wall") && errors.isEmpty()) {
            view.setViewName("dashboards/wall");
            view.addObject("next", walls.after("/dashboards/" + shown.name()));
            return view;
        }
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.BAD_REQUEST);
        }
        return view;
    }

    @GetMapping("/dashboards/{board:[a-z-]+}/{table:[a-z-]+}.csv")
    ResponseEntity<byte[]> download(
            @PathVariable String board,
            @PathVariable String table,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request) {
        var errors = InputErrors.none();
        BoardPage page = reading.page(named(board), parameters, pages.of(request), errors);
        if (!errors.isEmpty()) {
            List<String> all =
                    errors.all().stream().map(error -> error.message()).toList();
            throw Problem.invalid("dashboards_choice", String.join(" ", all));
        }
        return file(page.name(), table, page.csv(table));
    }

    /** A board's table as a file; 404 where the board has none of that name. */
    static ResponseEntity<byte[]> file(String board, String table, Optional<byte[]> csv) {
        String disposition = ContentDisposition.attachment()
                .filename(board + "-" + table + ".csv")
                .build()
                .toString();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition)
                .body(csv.orElseThrow(
                        () -> Problem.notFound("dashboards_table", "The board has no table " + table + " here")));
    }

    private static Board named(String name) {
        return Boards.named(name).orElseThrow(() -> Problem.notFound("dashboards_board", "There is no board " + name));
    }
}
