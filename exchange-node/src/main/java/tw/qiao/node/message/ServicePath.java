package tw.qiao.node.message;

import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.PercentEncoding.MalformedEncoding;

/**
 * The path of a request to a service, {@code /r1/instance/class/member/subsystem/service[/more…]}, in canonical form:
 * split at the raw slashes, each segment decoded once, encoded again in one way. What is authorised is the very string
 * that is forwarded, {@link #canonical()}.
 *
 * @param member the provider, for example {@code TW/GOV/RIS}
 * @param subsystem its system, for example {@code household}
 * @param service the service code, for example {@code persons}
 * @param more the decoded segments after the service code
 */
public record ServicePath(String member, String subsystem, String service, List<String> more) {
    private static final int LONGEST = 2048;
    private static final int IDENTIFIERS = 5;
    private static final Characters IDENTIFIER = Characters.lettersDigitsAnd("'()+,.=?_-");
    private static final int LONGEST_IDENTIFIER = 64;

    public ServicePath {
        more = List.copyOf(more);
    }

    /** Reads the raw path of a request line. Refuses every path that two readers could understand differently. */
    public static ServicePath parse(String raw) {
        if (raw.length() > LONGEST) {
            throw refused("it is longer than " + LONGEST + " characters");
        }
        var segments = segments(raw);
        if (segments.isEmpty() || !segments.getFirst().equals("r1")) {
            throw Faults.client("invalid_protocol_version", "The path must start with /r1/");
        }
        if (segments.size() < IDENTIFIERS + 1) {
            throw refused("it must name instance, class, member, subsystem and service");
        }
        var identifiers = segments.subList(1, IDENTIFIERS + 1);
        for (String identifier : identifiers) {
            if (!IDENTIFIER.make(identifier, 1, LONGEST_IDENTIFIER)) {
                throw refused("an identifier has a character that is not allowed");
            }
        }
        return new ServicePath(
                String.join("/", identifiers.subList(0, 3)),
                identifiers.get(3),
                identifiers.get(4),
                segments.subList(IDENTIFIERS + 1, segments.size()));
    }

    private static List<String> segments(String raw) {
        if (!raw.startsWith("/")) {
            throw refused("it must start with /");
        }
        var segments = new ArrayList<String>();
        int start = 1;
        while (start <= raw.length()) {
            int slash = raw.indexOf('/', start);
            int end = slash < 0 ? raw.length() : slash;
            segments.add(segment(raw.substring(start, end)));
            start = end + 1;
        }
        return segments;
    }

    private static String segment(String raw) {
        String text;
        try {
            text = PercentEncoding.decoded(raw);
        } catch (MalformedEncoding e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        if (text.isEmpty()) {
            throw refused("a segment is empty");
        }
        if (text.equals(".") || text.equals("..")) {
            throw refused("a segment is . or ..");
        }
        if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf(';') >= 0) {
            throw refused("a segment has / or \\ or ;");
        }
        return text;
    }

    private static Problem refused(String reason) {
        return Faults.client("invalid_request", "The path is refused: " + reason);
    }

    /** The provider's system in full, for example {@code TW/GOV/RIS/household}. */
    public String subsystemId() {
        return member + "/" + subsystem;
    }

    /** The service in full, for example {@code TW/GOV/RIS/household/persons}. */
    public String serviceId() {
        return subsystemId() + "/" + service;
    }

    /** The canonical path after the service code, empty or starting with a slash. */
    public String remainder() {
        var path = new StringBuilder();
        for (String segment : more) {
            path.append('/').append(PercentEncoding.segment(segment));
        }
        return path.toString();
    }

    /** The one raw form of this path. */
    public String canonical() {
        return "/r1/" + serviceId() + remainder();
    }
}
