package tw.qiao.platform.cubes;

import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Measure;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.warehouse.CubeAsking;

/** Cubes for programs of analysts; questions are written as in the addresses of pages. */
@RestController
class CubeProgramController {
    private static final String PATH = "/api/warehouse/cubes";

    private final CubeAsking asking;

    CubeProgramController(CubeAsking asking) {
        this.asking = asking;
    }

    @GetMapping(PATH)
    ResponseEntity<byte[]> all() {
        ObjectNode answer = CanonicalJson.MAPPER.createObjectNode();
        var list = answer.putArray("cubes");
        Set<String> present = asking.present();
        for (String name : Cubes.NAMES) {
            Cube cube = Cubes.named(name);
            list.add(named(cube).put("hasRows", present.contains(cube.table())));
        }
        return json(answer);
    }

    @GetMapping(PATH + "/{name}")
    ResponseEntity<byte[]> one(@PathVariable String name) {
        Cube cube = CubeController.cube(name);
        ObjectNode answer = named(cube);
        answer.put("explanation_chinese", cube.explanation().chinese())
                .put("explanation_english", cube.explanation().english());
        var dimensions = answer.putArray("dimensions");
        for (Dimension dimension : cube.dimensions()) {
            ObjectNode told = dimensions.addObject();
            told.put("name", dimension.name())
                    .put("chinese", dimension.title().chinese())
                    .put("english", dimension.title().english())
                    .put("time", dimension.time().isPresent());
            var levels = told.putArray("levels");
            dimension
                    .levels()
                    .forEach(level -> levels.addObject()
                            .put("name", level.name())
                            .put("chinese", level.title().chinese())
                            .put("english", level.title().english()));
        }
        var measures = answer.putArray("measures");
        for (Measure measure : cube.measures()) {
            measures.addObject()
                    .put("name", measure.name())
                    .put("version", measure.version())
                    .put("chinese", measure.title().chinese())
                    .put("english", measure.title().english())
                    .put("unit", measure.unit().chinese())
                    .put("unit_english", measure.unit().english())
                    .put("type", measure.type().sql());
        }
        return json(answer);
    }

    @GetMapping(PATH + "/{name}/answer")
    ResponseEntity<byte[]> answer(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept,
            @RequestParam MultiValueMap<String, String> given) {
        View view = new ViewReader(CubeController.cube(name), given).read();
        CubeAnswer answer = asking.answer(
                analyst.account(),
                new CubeAsking.Asked(
                        view.cube(), view.query(), CubeController.language(), view.snapshot(), view.address(), true));
        AnswerTime time = AnswerTime.of(view.cube(), view.query(), asking.coverage(view.cube(), view.snapshot()));
        if (accept.contains("text/csv")) {
            return ResponseEntity.ok()
                    .contentType(CubeController.CSV)
                    .header("Qiao-Period", period(time))
                    .header("Qiao-Provenance", answer.result().provenance().line())
                    .body(CsvFormat.bytes(answer.result()));
        }
        ObjectNode tree = JsonFormat.tree(answer.result())
                .put("cube", answer.cube())
                .put("version", answer.version())
                .put("question", view.question())
                .put("period", period(time));
        var incomplete = tree.putArray("incomplete");
        for (AnswerTime.Gap gap : time.gaps()) {
            var months = incomplete.addObject().put("year", gap.year()).putArray("months");
            gap.months().forEach(month -> months.add(month.toString()));
        }
        return json(tree);
    }

    /** From the first to the last month of which there are figures (ISO 8601); empty where there is none. */
    private static String period(AnswerTime time) {
        return time.told()
                .period()
                .map(period -> period.from() + "/" + period.to())
                .orElse("");
    }

    private static ObjectNode named(Cube cube) {
        return CanonicalJson.MAPPER
                .createObjectNode()
                .put("name", cube.name())
                .put("version", cube.version())
                .put("chinese", cube.title().chinese())
                .put("english", cube.title().english())
                .put("table", cube.table());
    }

    private static ResponseEntity<byte[]> json(ObjectNode tree) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(CanonicalJson.MAPPER.writeValueAsBytes(tree));
    }
}
