package tw.qiao.node.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.PercentEncoding.MalformedEncoding;

/**
 * The query of a request in canonical form: each name at most once, each part decoded once. A plus sign means a plus
 * sign, and must be encoded.
 *
 * @param values the decoded values by name, in the order of the request
 */
public record RequestQuery(Map<String, String> values) {
    private static final int LONGEST = 4096;

    public RequestQuery {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Reads the raw query, without its question mark. */
    public static RequestQuery parse(String raw) {
        if (raw.length() > LONGEST) {
            throw refused("it is longer than " + LONGEST + " characters");
        }
        var values = new LinkedHashMap<String, String>();
        int start = 0;
        while (start < raw.length()) {
            int ampersand = raw.indexOf('&', start);
            int end = ampersand < 0 ? raw.length() : ampersand;
            read(raw.substring(start, end), values);
            start = end + 1;
        }
        return new RequestQuery(values);
    }

    private static void read(String pair, Map<String, String> values) {
        int equals = pair.indexOf('=');
        String name = part(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : part(pair.substring(equals + 1));
        if (name.isEmpty()) {
            throw refused("a name is empty");
        }
        if (values.put(name, value) != null) {
            throw refused("a name is given twice");
        }
    }

    private static String part(String raw) {
        if (raw.indexOf('+') >= 0) {
            throw refused("a plus sign must be written %2B, a space %20");
        }
        try {
            return PercentEncoding.decoded(raw);
        } catch (MalformedEncoding e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static Problem refused(String reason) {
        return Faults.client("invalid_request", "The query is refused: " + reason);
    }

    /** The value with the given name. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The one raw form of this query, without a question mark. */
    public String canonical() {
        var query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(PercentEncoding.queryPart(name))
                .append('=')
                .append(PercentEncoding.queryPart(value)));
        return query.toString();
    }
}
