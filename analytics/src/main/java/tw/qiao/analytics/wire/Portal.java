package tw.qiao.analytics.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement with its parameters, which runs when it is first looked at. */
final class Portal implements AutoCloseable {
    final String statement;
    final List<String> parameters;
    private final short[] formats;
    Statements.@Nullable Outcome outcome;

    /** @param formats 1 for each column that is wanted in binary, or one for all of them */
    Portal(String statement, List<String> parameters, short[] formats) {
        this.statement = statement;
        this.parameters = parameters;
        this.formats = formats;
    }

    /** That of a cursor, which to programs is a portal too. */
    static Portal of(Rows cursor) {
        var portal = new Portal("", List.of(), new short[0]);
        portal.outcome = Statements.Outcome.of("FETCH", cursor.portion(Integer.MAX_VALUE));
        return portal;
    }

    boolean isBinary(int column) {
        return formats.length > 0 && formats[formats.length == 1 ? 0 : column] == 1;
    }

    @Override
    public void close() {
        Statements.Outcome known = outcome;
        if (known != null) {
            known.rows().ifPresent(Rows::close);
        }
    }
}
