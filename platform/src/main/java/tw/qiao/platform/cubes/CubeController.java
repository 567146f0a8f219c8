package tw.qiao.platform.cubes;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.analytics.cubes.Coverage;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Member;
import tw.qiao.analytics.cubes.Title;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.warehouse.CubeAsking;

/** The cube explorer (多維分析). */
@Controller
class CubeController {
    private static final Logger LOG = LoggerFactory.getLogger(CubeController.class);
    static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_WORDS = 100;
    private static final int MOST_PARAMETERS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CubeAsking asking;
    private final SavedViews saved;
    private final Pages pages;

    CubeController(CubeAsking asking, SavedViews saved, Pages pages) {
        this.asking = asking;
        this.saved = saved;
        this.pages = pages;
    }

    @GetMapping(View.PATH)
    ModelAndView all(@AuthenticationPrincipal SignedIn analyst, @RequestParam(defaultValue = "") String done) {
        List<Cube> cubes = Cubes.NAMES.stream().map(Cubes::named).toList();
        Set<String> present = asking.present();
        return new ModelAndView("cubes/list")
                .addObject("cubes", cubes)
                .addObject("present", present)
                .addObject("periods", periods(cubes, present))
                .addObject("loading", asking.isLoading())
                .addObject("saved", saved.of(analyst.account()))
                .addObject("done", done);
    }

    /** Of which time there are figures, by the names of cubes; nothing for those of which that cannot be told now. */
    private Map<String, Title> periods(List<Cube> cubes, Set<String> present) {
        var periods = new HashMap<String, Title>();
        long end = System.nanoTime() + PATIENCE.toNanos(); // a busy engine holds up no list
        for (Cube cube : cubes) {
            if (present.contains(cube.table()) && System.nanoTime() < end) {
                try {
                    asking.coverage(cube, OptionalLong.empty())
                            .words()
                            .ifPresent(words -> periods.put(cube.name(), words));
                } catch (Problem later) { // the list is whole without it
                    LOG.info("The period of the cube {} cannot be told now: {}", cube.name(), later.code());
                }
            }
        }
        return periods;
    }

    @GetMapping(View.PATH + "/{name}")
    ModelAndView one(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> given,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request) {
        Cube cube = cube(name);
        var reader = new ViewReader(cube, given);
        View view = reader.readable();
        Coverage coverage = Coverage.NONE;
        List<Member> members = List.of();
        Optional<Axis> level = level(cube, find);
        String wanted =
                words.substring(0, Math.min(words.length(), LONGEST_WORDS)).strip();
        var faults = new CubeFaults(pages.of(request));
        var page = new ModelAndView("cubes/explorer").addObject("done", done);
        try {
            coverage = asking.coverage(cube, view.snapshot());
            view = reader.asks() ? view : ViewReader.first(cube, coverage);
            members = level.isEmpty() ? List.of() : members(cube, level.get(), wanted);
            if (reader.mistakes().isEmpty()) {
                page.addObject("pivot", pivot(analyst, view, coverage));
            }
        } catch (Problem wrong) {
            faults.add(wrong, view);
        }
        reader.mistakes().forEach(faults::add);
        page.setStatus(faults.status());
        page.addObject("errors", faults.errors());
        page.addObject("explorer", new Explorer(view, coverage, level, wanted, members));
        return page;
    }

    private Pivot pivot(SignedIn analyst, View view, Coverage coverage) {
        AnswerTime time = AnswerTime.of(view.cube(), view.query(), coverage);
        return new Pivot(view, answer(analyst, view), time, language());
    }

    @GetMapping(View.PATH + "/{name}/answer.csv")
    ResponseEntity<byte[]> csv(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> given) {
        View view = new ViewReader(cube(name), given).read();
        CubeAnswer answer = answer(analyst, view);
        AnswerTime time = AnswerTime.of(view.cube(), view.query(), asking.coverage(view.cube(), view.snapshot()));
        String file =
                ContentDisposition.attachment().filename(name + ".csv").build().toString();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, file)
                .body(CsvFormat.file(time.beside(answer)));
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

    /** The level in which members are looked for; empty when that is none, or one of time. */
    private static Optional<Axis> level(Cube cube, String find) {
        return cube.dimensions().stream()
                .filter(dimension -> dimension.time().isEmpty())
                .filter(dimension ->
                        dimension.levels().stream().anyMatch(one -> one.name().equals(find)))
                .map(dimension -> new Axis(dimension.name(), find))
                .reduce((_, last) -> last);
    }

    private List<Member> members(Cube cube, Axis axis, String words) {
        Dimension dimension = cube.dimension(axis.dimension());
        return asking.members(cube, dimension, dimension.level(axis.level()), words, language(), Explorer.MOST_MEMBERS);
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
