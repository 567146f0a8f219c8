package tw.qiao.platform.warehouse;

import java.util.UUID;
import tw.qiao.kernel.Problem;

/** A place in a kept answer: the query, and how many of its rows were given. */
record Cursor(UUID query, int given) {
    /** A cursor from its text; a problem {@code query_cursor} when it is none. */
    static Cursor parse(String text) {
        int point = text.indexOf('.');
        try {
            return new Cursor(
                    UUID.fromString(text.substring(0, Math.max(0, point))),
                    Integer.parseUnsignedInt(text.substring(point + 1)));
        } catch (IllegalArgumentException no) {
            throw Problem.invalid("query_cursor", "The cursor is not one that an answer gave as next");
        }
    }

    @Override
    public String toString() {
        return query + "." + given;
    }
}
