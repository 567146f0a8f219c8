package tw.qiao.platform.alerts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tw.qiao.platform.alerts.Terms.Due;
import tw.qiao.platform.alerts.Terms.Figure;
import tw.qiao.platform.alerts.Terms.Kind;
import tw.qiao.platform.alerts.Terms.Limit;
import tw.qiao.platform.alerts.Terms.OfCube;
import tw.qiao.platform.alerts.Terms.Step;
import tw.qiao.platform.site.Bilingual;

/** What stands in the form of a rule, as it was typed. */
public record RuleForm(Kind kind, Map<String, String> fields) {
    /** How many steps a chain has at most. */
    public static final int STEPS = 4;

    private static final int LONGEST = 20_000;
    private static final String CUBE = "CUBE";

    /** Keeps a copy, and nothing that is too long for any field. */
    public RuleForm {
        var kept = new TreeMap<String, String>();
        fields.forEach((name, value) -> kept.put(name, value.substring(0, Math.min(value.length(), LONGEST))));
        fields = Map.copyOf(kept);
    }

    /** A field as it was typed. */
    public String get(String field) {
        return fields.getOrDefault(field, "").strip();
    }

    /** Whether a box is ticked. */
    public boolean has(String field) {
        return !get(field).isEmpty();
    }

    /** An empty form with what is customary. */
    static RuleForm fresh(Kind kind) {
        var fields = new TreeMap<String, String>(Map.of(
                "severity", "WARNING",
                "span", "MONTH",
                "direction", "ABOVE",
                "against", "YEAR_BEFORE",
                "unit", "percent",
                "smallestBase", "50",
                "dueMonths", "1",
                "dueDay", "15",
                "hours1", "0",
                "to1", Recipients.ANALYSTS));
        fields.putAll(Map.of("hours2", "24", "to2", Recipients.ADMINISTRATORS, "people", "yes", "absentIsZero", "yes"));
        fields.put("source", CUBE);
        fields.put("measure", CubeChoices.firstMeasure(Span.MONTH)); // as "span" says
        fields.put("amount", kind == Kind.CHANGE ? "30" : kind == Kind.ROWS ? "5" : "");
        return new RuleForm(kind, fields);
    }

    /** The form with the terms of a rule. */
    static RuleForm of(Terms terms) {
        var fields = new TreeMap<String, String>();
        fields.put("nameZh", terms.name().zh());
        fields.put("nameEn", terms.name().en());
        fields.put("severity", terms.severity().name());
        fields.put("table", terms.table());
        Figure figure = terms.figure();
        fields.put("statement", figure.statement());
        OfCube cube = figure.cube();
        fields.put("source", cube == null ? "STATEMENT" : CUBE);
        if (cube != null) {
            fields.put("measure", cube.cube() + "." + cube.measure());
            fields.put("level", cube.level().isEmpty() ? "" : cube.cube() + "." + cube.level());
            fields.put("members", String.join("、", cube.members()));
        }
        fields.put("span", figure.span().name());
        fields.put("people", figure.people() ? "yes" : "");
        fields.put("absentIsZero", figure.absentIsZero() ? "yes" : "");
        fields.put("codes", figure.codes());
        Limit limit = terms.limit();
        fields.put("direction", limit.direction().name());
        fields.put("amount", limit.amount().toPlainString());
        fields.put("release", limit.release().toPlainString());
        fields.put("against", limit.against().name());
        fields.put("unit", limit.percent() ? "percent" : "amount");
        fields.put("smallestBase", limit.smallestBase().toPlainString());
        fields.put("dueMonths", Integer.toString(terms.due().months()));
        fields.put("dueDay", Integer.toString(terms.due().day()));
        for (int i = 0; i < terms.chain().size(); i++) {
            fields.put("hours" + (i + 1), Integer.toString(terms.chain().get(i).hours()));
            fields.put("to" + (i + 1), terms.chain().get(i).to());
        }
        return new RuleForm(terms.kind(), fields);
    }

    /** What it says; only after {@link RuleReading} found nothing wrong. */
    public Terms terms() {
        boolean changes = kind == Kind.CHANGE;
        return new Terms(
                kind,
                new Bilingual(get("nameZh"), get("nameEn")),
                Terms.Severity.valueOf(get("severity")),
                kind.asks() ? "" : get("table"),
                kind.asks()
                        ? figure()
                        : kind == Kind.MISSING
                                ? Figure.asked("", Span.valueOf(get("span")), false, false, "")
                                : Figure.NONE,
                kind.asks() ? limit(changes) : kind == Kind.ROWS ? Limit.above(number("amount")) : Limit.ANY,
                kind == Kind.MISSING
                        ? new Due(Integer.parseInt(get("dueMonths")), Integer.parseInt(get("dueDay")))
                        : Due.NONE,
                chain());
    }

    private Figure figure() {
        var span = Span.valueOf(get("span"));
        return isOfCube()
                ? Figure.of(cube().orElseThrow(), span, has("absentIsZero"))
                : Figure.asked(get("statement"), span, has("people"), has("absentIsZero"), get("codes"));
    }

    /** Whether a cube is asked, and no statement. */
    public boolean isOfCube() {
        return get("source").equals(CUBE);
    }

    /** What was chosen of a cube; empty where that does not fit together. */
    Optional<OfCube> cube() {
        return CubeChoices.read(get("measure"), get("level"), members());
    }

    private List<String> members() {
        return Stream.of(get("members").split("[,，、\n]"))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .distinct()
                .toList();
    }

    private Limit limit(boolean changes) {
        return new Limit(
                Terms.Direction.valueOf(get("direction")),
                number("amount"),
                has("release") ? number("release") : number("amount"),
                changes ? Terms.Comparison.valueOf(get("against")) : Terms.Comparison.BEFORE,
                changes && get("unit").equals("percent"),
                changes && has("smallestBase") ? number("smallestBase") : BigDecimal.ZERO);
    }

    private BigDecimal number(String field) {
        return decimal(field).orElseThrow();
    }

    /** The number in a field; empty when there is none. */
    Optional<BigDecimal> decimal(String field) {
        String typed = get(field).replace(",", "");
        return typed.matches("-?\\d{1,12}(\\.\\d{1,4})?") ? Optional.of(new BigDecimal(typed)) : Optional.empty();
    }

    /** The steps whose recipient is chosen, in the order of their hours. */
    List<Step> chain() {
        var chain = new ArrayList<Step>();
        for (int i = 1; i <= STEPS; i++) {
            if (has("to" + i) && get("hours" + i).matches("\\d{1,4}")) {
                chain.add(new Step(Integer.parseInt(get("hours" + i)), get("to" + i)));
            }
        }
        chain.sort(Comparator.comparingInt(Step::hours));
        return chain;
    }
}
