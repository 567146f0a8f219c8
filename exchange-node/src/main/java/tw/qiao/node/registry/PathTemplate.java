package tw.qiao.node.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The path of a grant, taken apart once: a segment is fixed, or stands for whatever comes there. */
final class PathTemplate {
    /** Of two templates that fit one path, the one that fixes a segment first comes first. */
    static final Comparator<PathTemplate> MOST_SPECIFIC_FIRST = PathTemplate::compare;

    private static final String ANY = "";

    private final List<String> segments;

    private PathTemplate(List<String> segments) {
        this.segments = List.copyOf(segments);
    }

    /** Takes a template such as <code>/persons/{national_id}</code> apart. */
    static PathTemplate of(String template) {
        var segments = new ArrayList<String>();
        for (int start = 0; start < template.length(); ) {
            int end = segmentEnd(template, start);
            String segment = template.substring(start, end);
            segments.add(segment.startsWith("/{") && segment.endsWith("}") ? ANY : segment);
            start = end;
        }
        return new PathTemplate(segments);
    }

    /** Whether {@code path}, in its canonical form, has these segments and no other. */
    boolean matches(String path) {
        int start = 0;
        for (String segment : segments) {
            if (start == path.length()) {
                return false;
            }
            int end = segmentEnd(path, start);
            boolean fits = segment.equals(ANY) || (segment.length() == end - start && path.startsWith(segment, start));
            if (!fits) {
                return false;
            }
            start = end;
        }
        return start == path.length();
    }

    private static int segmentEnd(String path, int start) {
        int slash = path.indexOf('/', start + 1);
        return slash < 0 ? path.length() : slash;
    }

    private static int compare(PathTemplate one, PathTemplate other) {
        int shared = Math.min(one.segments.size(), other.segments.size());
        for (int i = 0; i < shared; i++) {
            boolean any = one.segments.get(i).equals(ANY);
            if (any != other.segments.get(i).equals(ANY)) {
                return any ? 1 : -1;
            }
        }
        return 0;
    }
}
