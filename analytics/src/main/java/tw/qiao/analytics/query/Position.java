package tw.qiao.analytics.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Says where in a statement something stands. */
final class Position {
    private final byte[] statement;

    Position(String statement) {
        this.statement = statement.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code message} with line and column, both from 1; without them when {@code offset} (in bytes) is unknown. */
    String locate(String message, int offset) {
        if (offset < 0 || offset > statement.length) {
            return message;
        }
        String before = new String(Arrays.copyOf(statement, offset), StandardCharsets.UTF_8);
        long line = before.chars().filter(character -> character == '\n').count() + 1;
        int start = before.lastIndexOf('\n') + 1;
        int column = before.codePointCount(start, before.length()) + 1;
        return message + " (line " + line + ", column " + column + ")";
    }
}
