package tw.qiao.analytics.dictionary;

import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;

/** Who publishes tables and under which licence, in English; descriptions of tables say it in Chinese. */
final class Publishers {
    private static final String FILE = "glossary/sources.yaml";

    private static final class Shipped {
        private static final Map<String, String> ENGLISH = read();
    }

    private Publishers() {}

    /** The source in English; as it is where nobody translated it. */
    static String english(String source) {
        return Shipped.ENGLISH.getOrDefault(source, source);
    }

    private static Map<String, String> read() {
        InputStream yaml = Publishers.class.getResourceAsStream("/" + FILE);
        if (yaml == null) {
            throw Problem.notFound("sources_missing", FILE + " is not shipped");
        }
        return Declaration.read(FILE, yaml).only("sources").parts("sources").stream()
                .collect(Collectors.toUnmodifiableMap(part -> part.text("chinese"), part -> part.text("english")));
    }
}
