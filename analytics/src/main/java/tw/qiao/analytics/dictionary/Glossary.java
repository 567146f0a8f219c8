package tw.qiao.analytics.dictionary;

import java.io.InputStream;
import java.util.List;
import tw.qiao.kernel.Problem;

/** The words of the field (業務詞彙表), which the product ships as a YAML file. */
public final class Glossary {
    private static final String FILE = "glossary/terms.yaml";

    private static final class Shipped {
        private static final List<Term> TERMS = read();
    }

    private Glossary() {}

    /** All terms. */
    public static List<Term> terms() {
        return Shipped.TERMS;
    }

    /** Those that say {@code words} in either language, whether 台 or 臺 is written; none when there are no words. */
    public static List<Term> find(String words) {
        String folded = SearchText.fold(words);
        return folded.isEmpty()
                ? List.of()
                : terms().stream().filter(term -> term.says(folded)).toList();
    }

    private static List<Term> read() {
        InputStream yaml = Glossary.class.getResourceAsStream("/" + FILE);
        if (yaml == null) {
            throw Problem.notFound("glossary_missing", FILE + " is not shipped");
        }
        return Declaration.read(FILE, yaml).only("terms").parts("terms").stream()
                .map(Glossary::term)
                .toList();
    }

    private static Term term(Declaration part) {
        part.only("chinese", "english", "chinese_definition", "english_definition", "columns");
        return new Term(
                part.text("chinese"),
                part.text("english"),
                part.text("chinese_definition"),
                part.text("english_definition"),
                part.texts("columns"));
    }
}
