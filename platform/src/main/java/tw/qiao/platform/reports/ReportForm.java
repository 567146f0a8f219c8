package tw.qiao.platform.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.RocDate;
import tw.qiao.platform.cubes.CubeTables;
import tw.qiao.platform.site.Bilingual;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** What an analyst types to make a report from a statement, or from a view of a cube. */
public record ReportForm(Map<String, String> typed) {
    /** How many parameters a report of this kind asks for at most. */
    public static final int PARAMETERS = 3;

    /** The code lists of which a parameter may have a value. */
    public static final List<String> LISTS = List.of(
            "county",
            "township",
            "sex",
            "five_years_of_age",
            "education_level",
            "completion",
            "weekday",
            "first_party",
            "taipei_crime");

    private static final int LONGEST_LINE = 120;
    private static final int LONGEST_STATEMENT = 32 * 1024;

    /** Keeps a copy. */
    public ReportForm {
        typed = Map.copyOf(typed);
    }

    /** What stands in a field. */
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    private String line(String field) {
        return value(field).strip();
    }

    private List<String> headings() {
        return value("headings")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Whether its table is a view of a cube, and not what a statement finds. */
    public boolean isOfCube() {
        return !line("cube").isEmpty();
    }

    /** Where the view of the cube is. */
    public String view() {
        return CubeTables.address(line("cube"), question());
    }

    private Map<String, List<String>> question() {
        return CubeTables.parts(value("question"));
    }

    private CubeParameters cubeParameters() {
        return new CubeParameters(line("cube"), CubeTables.written(line("cube"), question()));
    }

    private boolean isView() {
        try {
            return value("question").length() <= LONGEST_STATEMENT && !view().isEmpty();
        } catch (Problem wrong) {
            return false;
        }
    }

    /** All that can be seen to be wrong without asking the warehouse. */
    InputErrors errors(Page page) {
        var errors = InputErrors.none();
        if (line("chinese").isEmpty()) {
            errors.add("chinese", page.text("reports.form.title.missing"));
        }
        for (String field : List.of("chinese", "english", "unit", "notes")) {
            checkLine(errors, field, line(field), page);
        }
        if (isOfCube() && !isView()) {
            errors.add("view", page.text("reports.form.view.wrong"));
        }
        if (!isOfCube() && (line("statement").isEmpty() || value("statement").length() > LONGEST_STATEMENT)) {
            errors.add("statement", page.text("reports.form.statement.missing"));
        }
        if (headings().size() > ReportCompiling.MOST_COLUMNS) {
            errors.add("headings", page.text("reports.form.headings.many"));
        }
        headings().forEach(heading -> checkLine(errors, "headings", heading, page));
        if (!line("chart").matches("\\d{0,2}")) {
            errors.add("chart", page.text("reports.form.chart.wrong"));
        }
        for (int i = 1; i <= PARAMETERS; i++) {
            checkParameter(errors, i, page);
        }
        if (errors.isEmpty() && !isOfCube()) {
            checkPlaceholders(errors, page);
        }
        return errors;
    }

    /** Each placeholder of the statement needs a parameter, and each parameter a placeholder. */
    private void checkPlaceholders(InputErrors errors, Page page) {
        int used = Placeholders.highest(value("statement"));
        int empty = IntStream.rangeClosed(1, PARAMETERS)
                .filter(i -> line("label" + i).isEmpty())
                .findFirst()
                .orElse(PARAMETERS + 1);
        int last = IntStream.rangeClosed(1, PARAMETERS)
                .filter(i -> !line("label" + i).isEmpty())
                .max()
                .orElse(0);
        if (used > PARAMETERS) {
            errors.add("statement", page.text("reports.form.statement.many", "$" + used, PARAMETERS));
        } else if (used >= empty) {
            errors.add("label" + empty, page.text("reports.form.parameter.missing", "$" + empty, empty));
        } else if (used < last) {
            errors.add("label" + last, page.text("reports.form.parameter.unused", last));
        }
    }

    private void checkParameter(InputErrors errors, int i, Page page) {
        if (line("label" + i).isEmpty()) {
            return;
        }
        checkLine(errors, "label" + i, line("label" + i), page);
        try {
            Optional<String> codes =
                    LISTS.stream().filter(line("kind" + i)::equals).findFirst();
            var kind = codes.isPresent() ? Parameter.Kind.CODE : Parameter.Kind.valueOf(line("kind" + i));
            var label = new Bilingual(line("label" + i), line("label" + i));
            var parameter = new Parameter("p" + i, label, kind, codes, Optional.empty(), "", Optional.empty());
            if (!parameter.accepts(parameter.read(line("otherwise" + i)))) {
                errors.add("otherwise" + i, page.text("reports.parameter.wrong." + kind));
            }
        } catch (IllegalArgumentException unknown) {
            errors.add("kind" + i, page.text("reports.form.kind.wrong"));
        }
    }

    private static void checkLine(InputErrors errors, String field, String text, Page page) {
        if (text.length() > LONGEST_LINE || !VisibleText.is(text)) {
            errors.add(field, page.text("reports.form.line.wrong", LONGEST_LINE));
        }
    }

    /** The report as it is declared. */
    ReportDeclaration declaration() {
        return DeclarationReader.read("form", stream());
    }

    private ByteArrayInputStream stream() {
        return new ByteArrayInputStream(
                CanonicalJson.MAPPER.writeValueAsString(json()).getBytes(UTF_8));
    }

    /** The declaration as it is kept. */
    ObjectNode json() {
        ObjectNode all = bilingual(line("chinese"), line("english"));
        all.put("number", "自訂");
        if (isOfCube()) {
            cubeParameters().declare(all);
            all.putArray("sections").add(table(CanonicalJson.MAPPER.createArrayNode()));
            return all;
        }
        ArrayNode parameters = all.putArray("parameters");
        var names = CanonicalJson.MAPPER.createArrayNode();
        for (int i = 1; i <= PARAMETERS; i++) {
            if (!line("label" + i).isEmpty()) {
                parameters.add(parameter(i));
                names.add("p" + i);
            }
        }
        all.putArray("sections").add(table(names));
        return all;
    }

    private ObjectNode parameter(int i) {
        boolean time = Set.of("YEAR", "MONTH").contains(line("kind" + i));
        String typed = line("otherwise" + i);
        ObjectNode parameter = bilingual(line("label" + i), "")
                .put("name", "p" + i)
                .put("otherwise", time ? RocDate.western(typed).orElse(typed) : typed);
        return LISTS.contains(line("kind" + i))
                ? parameter.put("kind", "code").put("codes", line("kind" + i))
                : parameter.put("kind", line("kind" + i).toLowerCase(Locale.ROOT));
    }

    private ObjectNode table(ArrayNode parameters) {
        ObjectNode table = bilingual("表1", "Table 1");
        if (isOfCube()) {
            table.put("cube", line("cube"));
            CubeParts.declare(cubeParameters().question(), table);
        } else {
            table.put("statement", value("statement").strip());
            table.set("with", parameters);
            ArrayNode columns = table.putArray("columns");
            headings().forEach(heading -> columns.add(pair(heading)));
        }
        if (!line("unit").isEmpty()) {
            table.set("unit", pair(line("unit")));
        }
        if (!line("notes").isEmpty()) {
            table.set("notes", pair(line("notes")));
        }
        if (!line("chart").isEmpty()) {
            table.put("chart", Integer.parseInt(line("chart")));
        }
        return table;
    }

    /** Chinese and English with a bar between; one alone is both. */
    private static ObjectNode pair(String text) {
        String[] parts = text.split("[|｜]", 2);
        return bilingual(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
    }

    private static ObjectNode bilingual(String chinese, String english) {
        String either = chinese.isEmpty() ? english : chinese;
        String shown = either.isEmpty() ? "–" : either;
        return CanonicalJson.MAPPER
                .createObjectNode()
                .put("chinese", shown)
                .put("english", english.isEmpty() ? shown : english);
    }
}
