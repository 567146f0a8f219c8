package tw.qiao.platform.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/** A value that was chosen for a parameter, in words. */
public record Chosen(Bilingual label, Bilingual text) {
    /**
     * The values that say something, in the order of the declaration's parameters.
     *
     * @param declaration null when the report was removed; then the values stand as they were given
     */
    public static List<Chosen> of(@Nullable ReportDeclaration declaration, Map<String, String> values) {
        var chosen = new ArrayList<Chosen>();
        for (Parameter parameter : declaration == null ? List.<Parameter>of() : declaration.parameters()) {
            String value = values.getOrDefault(parameter.name(), "");
            if (!value.isBlank() && parameter.accepts(value)) {
                chosen.add(new Chosen(parameter.label(), parameter.shown(value)));
            }
        }
        if (declaration == null) {
            values.forEach((name, value) -> {
                if (!value.isBlank()) {
                    chosen.add(new Chosen(new Bilingual(name, name), new Bilingual(value, value)));
                }
            });
        }
        return chosen;
    }

    /** The name of a file of a report with these values, without its ending. */
    static String fileName(Bilingual title, List<Chosen> chosen) {
        var name = new StringBuilder(title.zh());
        chosen.forEach(one -> name.append(' ').append(one.text().zh()));
        return name.toString();
    }
}
