package tw.qiao.platform.reports;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.platform.site.Bilingual;

/** Reads declarations of reports; messages say where one is wrong. */
final class DeclarationReader {
    private DeclarationReader() {}

    /** The report that {@code yaml}, or JSON, declares; {@code name} is how messages call the file. */
    static ReportDeclaration read(String name, InputStream yaml) {
        Declaration all = Declaration.read(name, yaml)
                .only("number", "chinese", "english", "period", "source", "parameters", "sections");
        return new ReportDeclaration(
                all.text("number"),
                bilingual(all),
                all.optional("period"),
                all.part("source").map(DeclarationReader::bilingual),
                all.parts("parameters").stream()
                        .map(DeclarationReader::parameter)
                        .toList(),
                all.parts("sections").stream().map(DeclarationReader::section).toList());
    }

    private static Parameter parameter(Declaration part) {
        part.only("name", "kind", "chinese", "english", "otherwise", "newest");
        return new Parameter(
                part.text("name"),
                bilingual(part),
                part.choice(Parameter.Kind.class, part.text("kind")),
                part.optional("otherwise").orElse(""),
                part.optional("newest"));
    }

    private static Section section(Declaration part) {
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
