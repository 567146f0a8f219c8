package tw.qiao.platform.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tw.qiao.platform.site.Bilingual;

/**
 * What a report is (報表定義).
 *
 * @param number the number of the form (表號)
 * @param period the name of the parameter that says about which time it is
 * @param source whose data it shows
 */
public record ReportDeclaration(
        String number,
        Bilingual title,
        Optional<String> period,
        Optional<Bilingual> source,
        List<Parameter> parameters,
        List<Section> sections) {
    /** Keeps copies. */
    public ReportDeclaration {
        parameters = List.copyOf(parameters);
        sections = List.copyOf(sections);
    }

    /** Only those of {@code given} that it asks for and that are of their kind. */
    Map<String, String> accepted(Map<String, String> given) {
        var accepted = new TreeMap<String, String>();
        for (Parameter parameter : parameters) {
            String value = given.getOrDefault(parameter.name(), "").strip();
            if (!value.isEmpty() && parameter.accepts(value)) {
                accepted.put(parameter.name(), value);
            }
        }
        return accepted;
    }
}
