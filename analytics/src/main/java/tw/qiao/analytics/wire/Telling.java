package tw.qiao.analytics.wire;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.egress.Cell;

/** What a client is told of an outcome: columns, rows, what is not told, and what went wrong. */
final class Telling {
    private final Messages messages;

    Telling(Messages messages) {
        this.messages = messages;
    }

    /** Its columns, or that it has none. */
    void columns(Portal portal) throws IOException {
        Optional<Rows> rows = portal.outcome == null ? Optional.empty() : portal.outcome.rows();
        if (rows.isEmpty()) {
            messages.send('n');
            return;
        }
        List<String> columns = rows.get().columns();
        messages.small(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            WireType type = WireType.of(rows.get().types().get(i));
            messages.text(columns.get(i))
                    .number(0)
                    .small(0)
                    .number(type.number)
                    .small(type.size)
                    .number(-1)
                    .small(portal.isBinary(i) ? 1 : 0);
        }
        messages.send('T');
    }

    /**
     * Its rows.
     *
     * @param most how many to tell, 0 for all
     * @param andNoMore whether nobody will ask for what follows them
     */
    void rows(Portal portal, int most, boolean andNoMore) throws IOException {
        Statements.Outcome outcome = portal.outcome;
        if (outcome == null || outcome.rows().isEmpty()) {
            messages.text(outcome == null ? "" : outcome.tag()).send('C');
            return;
        }
        Rows rows = outcome.rows().get();
        rows.atMost(most > 0 && andNoMore ? most : Integer.MAX_VALUE);
        long suppressed = 0;
        for (int i = 0; (most <= 0 || i < most) && rows.hasNext(); i++) {
            List<Cell> row = rows.next();
            row(portal, rows.types(), row);
            suppressed += row.stream().filter(Cell.Suppressed.class::isInstance).count();
        }
        if (suppressed > 0) {
            notice(suppressed + " values are not told (null), because they are about too few people");
        }
        if (rows.hasNext()) {
            messages.send('s');
        } else {
            messages.text(outcome.tag() + " " + rows.told()).send('C');
        }
    }

    private void row(Portal portal, List<String> types, List<Cell> cells) throws IOException {
        messages.small(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            byte[] bytes = WireType.of(types.get(i)).write(cells.get(i), portal.isBinary(i));
            if (bytes == null) {
                messages.number(-1);
            } else {
                messages.number(bytes.length).bytes(bytes);
            }
        }
        messages.send('D');
    }

    private void notice(String message) throws IOException {
        fields(messages, "NOTICE", "00000", message);
        messages.send('N');
    }

    static void error(Messages messages, String severity, String state, String message) throws IOException {
        fields(messages, severity, state, message);
        messages.send('E');
    }

    private static void fields(Messages messages, String severity, String state, String message) throws IOException {
        messages.letter('S').text(severity).letter('V').text(severity);
        messages.letter('C').text(state).letter('M').text(message).letter('\0');
    }
}
