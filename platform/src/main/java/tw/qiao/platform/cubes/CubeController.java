package tw.qiao.platform.cubes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Member;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.warehouse.CubeAsking;

/** The cube explorer (多維分析). */
@Controller
class CubeController {
    static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_WORDS = 100;
    private static final int MOST_PARAMETERS = 1_000;

    private final CubeAsking asking;
    private final SavedViews saved;

    CubeController(CubeAsking asking, SavedViews saved) {
        this.asking = asking;
        this.saved = saved;
    }

    @GetMapping(View.PATH)
    ModelAndView all(@AuthenticationPrincipal SignedIn analyst, @RequestParam(defaultValue = "") String done) {
        List<Cube> cubes = Cubes.NAMES.stream().map(Cubes::named).toList();
        return new ModelAndView("cubes/list")
                .addObject("cubes", cubes)
                .addObject("present", asking.present())
                .addObject("loading", asking.isLoading())
                .addObject("saved", saved.of(analyst.account()))
                .addObject("done", done);
    }

    @GetMapping(View.PATH + "/{name}")
    ModelAndView one(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> given,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String done) {
        Cube cube = cube(name);
        View view = ViewReader.first(cube);
        var page = new ModelAndView("cubes/explorer").addObject("done", done);
        try {
            var reader = new ViewReader(cube, given);
            view = reader.asks() ? reader.read() : view;
            var pivot = new Pivot(view, answer(analyst, view));
            page.addObject("pivot", pivot);
            page.addObject("explorer", explorer(view, find, words));
        } catch (Problem wrong) {
            boolean mistaken = wrong.status() == HttpStatus.BAD_REQUEST.value(); // a form comes back with 422
            page.setStatus(mistaken ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.valueOf(wrong.status()));
            page.addObject("fault", wrong.code());
            page.addObject("message", String.valueOf(wrong.getMessage()));
            page.addObject("explorer", new Explorer(view, Optional.empty(), "", List.of()));
        }
        return page;
    }

    @GetMapping(View.PATH + "/{name}/answer.csv")
    ResponseEntity<byte[]> csv(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> given) {
        CubeAnswer answer = answer(analyst, new ViewReader(cube(name), given).read());
        String file =
                ContentDisposition.attachment().filename(name + ".csv").build().toString();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, file)
                .body(CsvFormat.file(answer.result()));
    }

    @PostMapping(View.PATH + "/{name}/keep")
    String keep(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String question) {
        View view = new ViewReader(cube(name), parameters(question)).read();
        String typed = title.strip();
        boolean named = !typed.isEmpty() && typed.length() <= LONGEST_NAME && Text.isClean(typed);
        if (named) {
            saved.save(analyst.account(), typed, view);
        }
        return "redirect:" + view.address() + "&done=" + (named ? "kept" : "name-wrong");
    }

    @PostMapping(View.PATH + "/kept/{id}/remove")
    String remove(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        saved.remove(id, analyst.account());
        return "redirect:" + View.PATH + "?done=removed";
    }

    static MultiValueMap<String, String> parameters(String question) {
        var parameters = new LinkedMultiValueMap<String, String>();
        for (String part : question.split("&", MOST_PARAMETERS)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.add(part.substring(0, equals), decoded(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw Problem.invalid("cube_query", "The question is not encoded as in an address");
        }
    }

    private CubeAnswer answer(SignedIn analyst, View view) {
        return asking.answer(
                analyst.account(),
                new CubeAsking.Asked(view.cube(), view.query(), language(), view.snapshot(), view.address(), false));
    }

    private Explorer explorer(View view, String find, String words) {
        String wanted =
                words.substring(0, Math.min(words.length(), LONGEST_WORDS)).strip();
        @Nullable Axis level = null;
        for (Dimension dimension : view.cube().dimensions()) {
            if (dimension.time().isEmpty()
                    && dimension.levels().stream().anyMatch(one -> one.name().equals(find))) {
                level = new Axis(dimension.name(), find);
            }
        }
        if (level == null) {
            return new Explorer(view, Optional.empty(), wanted, List.of());
        }
        Dimension dimension = view.cube().dimension(level.dimension());
        List<Member> members = asking.members(
                view.cube(), dimension, dimension.level(find), wanted, language(), Explorer.MOST_MEMBERS);
        return new Explorer(view, Optional.of(level), wanted, members);
    }

    /** The cube of an address; none is a page that is not there. */
    static Cube cube(String name) {
        if (!Cubes.NAMES.contains(name)) {
            throw Problem.notFound("cube_unknown", "There is no such cube");
        }
        return Cubes.named(name);
    }

    static Language language() {
        return LocaleContextHolder.getLocale().getLanguage().equals("en") ? Language.ENGLISH : Language.CHINESE;
    }
}
