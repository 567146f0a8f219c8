package tw.qiao.platform.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/**
 * The parameters that a report gets from a view of a cube: the one year or month that the view is about, which its page
 * opens with and which is the newest where nothing is chosen, or from when to when it goes, by default as in the view.
 */
final class CubeParameters {
    private static final String FROM = "from";
    private static final String TO = "to";

    private final String cube;
    private final Map<String, List<String>> parts;
    private final String from;
    private final String to;

    /** Of a view whose parts are as it writes them itself. */
    CubeParameters(String cube, Map<String, List<String>> parts) {
        this.cube = cube;
        this.parts = parts;
        this.from = parts.getOrDefault(FROM, List.of("")).getFirst();
        this.to = parts.getOrDefault(TO, List.of("")).getFirst();
    }

    private boolean isOfTime() {
        return Cubes.named(cube).dimensions().stream()
                .anyMatch(dimension -> dimension.time().isPresent());
    }

    private boolean isOfOne() {
        return !from.isEmpty() && from.equals(to);
    }

    private boolean isOfMonths() {
        return from.contains("-") || to.contains("-");
    }

    /** Declares the parameters. */
    void declare(ObjectNode report) {
        ArrayNode parameters = report.putArray("parameters");
        if (!isOfTime()) {
            return;
        }
        if (isOfOne()) {
            report.put("period", "period");
            parameters.add(
                    parameter("period", "資料期間", "Period", Parameter.NEWEST).put("opening", from));
        } else {
            parameters.add(parameter(FROM, "起", "From", from.isEmpty() ? Parameter.OLDEST : value(from, "-01")));
            parameters.add(parameter(TO, "迄", "To", to.isEmpty() ? Parameter.NEWEST : value(to, "-12")));
        }
    }

    /** A month where one of both times is a month. */
    private String value(String time, String ofYear) {
        return isOfMonths() && !time.contains("-") ? time + ofYear : time;
    }

    private ObjectNode parameter(String name, String chinese, String english, String otherwise) {
        return CanonicalJson.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("kind", isOfMonths() ? "month" : "year")
                .put("cube", cube)
                .put("chinese", chinese)
                .put("english", english)
                .put("otherwise", otherwise);
    }

    /** Notes that a report's time would end before it begins. */
    static void checkOrder(ReportDeclaration declaration, Map<String, String> given, InputErrors errors, Page page) {
        String begin = time(declaration, FROM, given);
        String end = time(declaration, TO, given);
        int known = Math.min(begin.length(), end.length()); // a year may end in a month of itself
        if (begin.substring(0, known).compareTo(end.substring(0, known)) > 0) {
            errors.add(TO, page.text("cubes.wrong.order", end));
        }
    }

    private static String time(ReportDeclaration declaration, String name, Map<String, String> given) {
        return declaration.parameters().stream()
                .filter(parameter ->
                        parameter.name().equals(name) && parameter.cube().isPresent())
                .map(parameter -> parameter.read(given.getOrDefault(name, "")))
                .findFirst()
                .orElse("");
    }

    /** The parts of the view with the parameters in them. */
    Map<String, List<String>> question() {
        if (!isOfTime()) {
            return parts;
        }
        var bound = new LinkedHashMap<>(parts);
        bound.put(FROM, List.of(isOfOne() ? "$period" : "$from"));
        bound.put(TO, List.of(isOfOne() ? "$period" : "$to"));
        return bound;
    }
}
