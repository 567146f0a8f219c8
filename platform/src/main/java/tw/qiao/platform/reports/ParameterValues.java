package tw.qiao.platform.reports;

import java.util.Map;
import java.util.TreeMap;
import tw.qiao.kernel.CanonicalJson;

/** Values of parameters in the database. */
final class ParameterValues {
    private ParameterValues() {}

    static String json(Map<String, String> values) {
        return CanonicalJson.MAPPER.writeValueAsString(values);
    }

    static Map<String, String> read(String json) {
        var values = new TreeMap<String, String>();
        CanonicalJson.MAPPER
                .readTree(json)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString()));
        return values;
    }
}
