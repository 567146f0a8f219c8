package tw.qiao.platform.reports;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.platform.site.Bilingual;

/** Reads declarations of reports; messages say where one is wrong. */
final class DeclarationReader {
    /** A kind of its own for the list that most reports ask for. */
    private static final String COUNTY = "county";

    /** What the forms of reports and schedules call their own fields. */
    private static final Set<String> FIELDS = Set.of("report", "every", "day", "hour", "done", "_csrf");

    private DeclarationReader() {}

    /** The report that {@code yaml}, or JSON, declares; {@code name} is how messages call the file. */
    static ReportDeclaration read(String name, InputStream yaml) {
        Declaration all = Declaration.read(name, yaml)
                .only("number", "chinese", "english", "period", "source", "keep", "parameters", "sections");
        return new ReportDeclaration(
                all.text("number"),
                bilingual(all),
                all.optional("period"),
                all.part("source").map(DeclarationReader::bilingual),
                all.optional("keep").isPresent() ? all.number("keep") : ReportDeclaration.CUSTOMARY_DAYS,
                all.parts("parameters").stream()
                        .map(DeclarationReader::parameter)
                        .toList(),
                all.parts("sections").stream().map(DeclarationReader::section).toList());
    }

    private static Parameter parameter(Declaration part) {
        part.only("name", "kind", "codes", "cube", "chinese", "english", "otherwise", "opening");
        if (FIELDS.contains(part.text("name"))) {
            throw part.problem(
                    part.text("name") + " is a field of the form of schedules; name the parameter otherwise");
        }
        boolean county = part.text("kind").equals(COUNTY);
        Optional<String> codes = county ? Optional.of(COUNTY) : part.optional("codes");
        var kind = county ? Parameter.Kind.CODE : part.choice(Parameter.Kind.class, part.text("kind"));
        if (codes.isPresent() != (kind == Parameter.Kind.CODE)) {
            throw part.problem("a parameter of the kind code names its list as codes, and no other does");
        }
        codes.ifPresent(CodeList::named);
        if (part.optional("cube").isPresent() && kind != Parameter.Kind.YEAR && kind != Parameter.Kind.MONTH) {
            throw part.problem("a parameter names the cube of which it is a year or a month, and no other does");
        }
        part.optional("cube").ifPresent(Cubes::named);
        return new Parameter(
                part.text("name"),
                bilingual(part),
                kind,
                codes,
                part.optional("cube"),
                part.optional("otherwise").orElse(""),
                part.optional("opening"));
    }

    private static Section section(Declaration part) {
        if (part.optional("cube").isPresent()) {
            return cube(part);
        }
        part.only("chinese", "english", "unit", "with", "statement", "columns", "chart", "notes");
        Optional<String> statement = part.optional("statement");
        if (statement.isEmpty()) {
            return new Section.Words(bilingual(part));
        }
        return new Section.Table(
                bilingual(part),
                part.part("unit").map(DeclarationReader::bilingual),
                statement.get(),
                part.texts("with"),
                headings(part),
                part.optional("chart").map(Integer::valueOf),
                part.part("notes").map(DeclarationReader::bilingual));
    }

    private static Section cube(Declaration part) {
        part.only(
                "chinese",
                "english",
                "unit",
                "cube",
                "measures",
                "rows",
                "across",
                "filters",
                "from",
                "to",
                "compare",
                "totals",
                "filled",
                "sort",
                "descending",
                "chart",
                "notes");
        return new Section.CubeTable(
                bilingual(part),
                part.part("unit").map(DeclarationReader::bilingual),
                part.text("cube"),
                CubeParts.of(part),
                part.optional("chart").map(Integer::valueOf),
                part.part("notes").map(DeclarationReader::bilingual));
    }

    private static List<Section.Heading> headings(Declaration part) {
        var headings = new ArrayList<Section.Heading>();
        for (Declaration column : part.parts("columns")) {
            column.only("chinese", "english", "codes");
            headings.add(new Section.Heading(bilingual(column), column.optional("codes")));
        }
        return headings;
    }

    private static Bilingual bilingual(Declaration part) {
        return new Bilingual(part.text("chinese"), part.text("english"));
    }
}
