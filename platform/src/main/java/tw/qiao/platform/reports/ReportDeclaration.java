package tw.qiao.platform.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Bilingual;

/**
 * What a report is (報表定義).
 *
 * @param number the number of the form (表號)
 * @param period the name of the parameter that says about which time it is
 * @param source whose data it shows
 * @param keepDays for how many days its files are kept; their receipts stay for good
 */
public record ReportDeclaration(
        String number,
        Bilingual title,
        Optional<String> period,
        Optional<Bilingual> source,
        int keepDays,
        List<Parameter> parameters,
        List<Section> sections) {
    /** For how long files are kept where the declaration does not say. */
    static final int CUSTOMARY_DAYS = 400;

    private static final int MOST_DAYS = 3_660;

    /** Keeps copies. */
    public ReportDeclaration {
        if (keepDays < 1 || keepDays > MOST_DAYS) {
            throw Problem.invalid("report_keep", "Files are kept for 1 to " + MOST_DAYS + " days");
        }
        parameters = List.copyOf(parameters);
        sections = List.copyOf(sections);
    }

    /** What is chosen on its page where {@code given} says nothing of a parameter, not even that it is empty. */
    Map<String, String> opened(Map<String, String> given) {
        var opened = new TreeMap<String, String>();
        parameters.forEach(
                parameter -> parameter.opening().ifPresent(opening -> opened.put(parameter.name(), opening)));
        opened.putAll(given);
        return opened;
    }

    /** Only those of {@code given} that it asks for and that are of their kind. */
    Map<String, String> accepted(Map<String, String> given) {
        var accepted = new TreeMap<String, String>();
        for (Parameter parameter : parameters) {
            String value = parameter.read(given.getOrDefault(parameter.name(), ""));
            if (parameter.isGiven(given) && parameter.accepts(value)) {
                accepted.put(parameter.name(), value);
            }
        }
        return accepted;
    }
}
