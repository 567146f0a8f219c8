package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tw.qiao.analytics.query.NearNames;
import tw.qiao.kernel.Problem;

/**
 * Why a statement had no answer.
 *
 * @param message what the gate or the engine says
 * @param place where in the statement, if that is known
 */
public record Fault(String code, String message, Optional<Place> place) {
    private static final Pattern PLACE = Pattern.compile("\\(line (\\d{1,6}), column (\\d{1,6})\\)$");

    /**
     * A place in a statement; both count from 1.
     *
     * @param text the whole line
     */
    public record Place(int line, int column, String text) {
        /** What stands before it in its line. */
        public String before() {
            return text.substring(0, offset());
        }

        /** The rest of the line. */
        public String from() {
            return text.substring(offset());
        }

        private int offset() {
            int characters = Math.min(column - 1, text.codePointCount(0, text.length()));
            return text.offsetByCodePoints(0, characters);
        }
    }

    /** Whether the dictionary helps, because a name is not there. */
    public boolean isOfNames() {
        return NearNames.isMissedBy(code);
    }

    /** Names that are there and come near to one that is not, as far as the engine tells them. */
    public List<String> near() {
        return NearNames.in(message);
    }

    static Fault of(Problem problem, String statement) {
        String message = String.valueOf(problem.getMessage());
        Matcher place = PLACE.matcher(message);
        return new Fault(
                problem.code(),
                message,
                place.find()
                        ? place(statement, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
                        : Optional.empty());
    }

    private static Optional<Place> place(String statement, int line, int column) {
        return statement.strip().lines().skip(line - 1L).findFirst().map(text -> new Place(line, column, text));
    }
}
