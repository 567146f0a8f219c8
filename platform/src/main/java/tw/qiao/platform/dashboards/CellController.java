package tw.qiao.platform.dashboards;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** The figures of a board's cells, which its page draws; those of stated tables never change. */
@Controller
class CellController {
    private static final Duration YEAR = Duration.ofDays(365);

    private final BoardReading reading;
    private final Pages pages;

    CellController(BoardReading reading, Pages pages) {
        this.reading = reading;
        this.pages = pages;
    }

    @GetMapping("/dashboards/{board:[a-z-]+}/cells.json")
    ResponseEntity<byte[]> cells(
            @PathVariable String board, @RequestParam Map<String, String> parameters, HttpServletRequest request) {
        Board shown = Boards.named(board)
                .filter(known -> known.depth() == Board.Depth.CELL)
                .orElseThrow(() -> Problem.notFound("dashboards_cells", "There is no board of cells " + board));
        var errors = InputErrors.none();
        CellFigures cells = reading.cells(shown, parameters, pages.of(request), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid("dashboards_choice", "The measure, the time or the state of the tables is not known");
        }
        boolean stays = !parameters.getOrDefault("at", "").isEmpty();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(stays ? CacheControl.maxAge(YEAR).cachePublic().immutable() : CacheControl.noCache())
                .body(CanonicalJson.MAPPER.writeValueAsBytes(cells.json()));
    }
}
