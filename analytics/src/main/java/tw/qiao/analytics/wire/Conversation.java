package tw.qiao.analytics.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Problem;

/** What follows the greeting: simple questions, and those in steps (parse, bind, describe, execute). */
final class Conversation {
    private static final int NO_VALUE = -1;
    private static final int MOST_NAMES = 1_000;
    private static final int TEXT_TYPE = 25;

    private final Messages messages;
    private final Statements statements;
    private final Map<String, Prepared> prepared = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private boolean inTransaction;
    private boolean failed;

    Conversation(Messages messages, Statements statements) {
        this.messages = messages;
        this.statements = statements;
    }

    private record Prepared(String statement, List<Integer> types) {}

    /** A statement with its parameters, which runs when it is first looked at. */
    private static final class Portal {
        final String statement;
        final List<String> parameters;
        final short[] formats;
        Statements.@Nullable Outcome outcome;
        int told;

        Portal(String statement, List<String> parameters, short[] formats) {
            this.statement = statement;
            this.parameters = parameters;
            this.formats = formats;
        }

        boolean isBinary(int column) {
            return formats.length > 0 && formats[formats.length == 1 ? 0 : column] == 1;
        }
    }

    void hold() throws IOException {
        ready();
        while (true) {
            Messages.Received message = messages.read();
            if (message.kind() == 'X') {
                return;
            }
            if (failed && message.kind() != 'S') {
                continue;
            }
            try {
                handle(message);
            } catch (Problem e) {
                failed = message.kind() != 'Q';
                error(messages, "ERROR", SqlState.of(e), String.valueOf(e.getMessage()));
                if (!failed) {
                    ready();
                }
            }
        }
    }

    private void handle(Messages.Received message) throws IOException {
        switch (message.kind()) {
            case 'Q' -> simple(message.text());
            case 'P' -> parse(message);
            case 'B' -> bind(message);
            case 'D' -> describe(message);
            case 'E' -> execute(message);
            case 'C' -> close(message);
            case 'H' -> messages.flush();
            case 'S' -> {
                failed = false;
                ready();
            }
            default -> throw new IOException("A message of the kind " + message.kind());
        }
    }

    private void ready() throws IOException {
        messages.letter(inTransaction ? 'T' : 'I').send('Z');
        messages.flush();
    }

    private void simple(String statement) throws IOException {
        if (statement.isBlank()) {
            messages.send('I');
        } else {
            var portal = new Portal(statement, List.of(), new short[0]);
            Optional<Result> result = run(portal).result();
            if (result.isPresent()) {
                describe(portal);
            }
            tell(portal, 0);
        }
        ready();
    }

    private void parse(Messages.Received message) throws IOException {
        String name = message.text();
        String statement = message.text();
        var types = new ArrayList<Integer>();
        for (int i = message.content().getShort(); i > 0; i--) {
            types.add(message.content().getInt());
        }
        for (int count = Placeholders.count(statement); types.size() < count; ) {
            types.add(TEXT_TYPE);
        }
        if (prepared.size() >= MOST_NAMES) {
            throw Problem.invalid("wire_statement", "Too many prepared statements; close some");
        }
        prepared.put(name, new Prepared(statement, types));
        messages.send('1');
    }

    private void bind(Messages.Received message) throws IOException {
        String portal = message.text();
        Prepared statement = prepared.get(message.text());
        if (statement == null || portals.size() >= MOST_NAMES) {
            throw Problem.invalid("wire_statement", "There is no such prepared statement");
        }
        ByteBuffer content = message.content();
        short[] given = formats(content);
        var parameters = new ArrayList<Optional<String>>();
        int count = content.getShort();
        for (int i = 0; i < count; i++) {
            int length = content.getInt();
            if (length == NO_VALUE) {
                parameters.add(Optional.empty());
                continue;
            }
            if (length < 0 || length > content.remaining()) {
                throw Problem.invalid("wire_parameter", "A parameter is longer than its message");
            }
            int type = i < statement.types().size() ? statement.types().get(i) : 0;
            boolean binary = given.length > 0 && given[given.length == 1 ? 0 : i] == 1;
            parameters.add(Optional.of(WireType.parameter(content, length, type, binary)));
        }
        var bound = Placeholders.bind(statement.statement(), parameters);
        portals.put(portal, new Portal(bound.statement(), bound.parameters(), formats(content)));
        messages.send('2');
    }

    private static short[] formats(ByteBuffer content) {
        short[] formats = new short[Math.max(0, content.getShort())];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = content.getShort();
        }
        return formats;
    }

    private void describe(Messages.Received message) throws IOException {
        if (message.content().get() == 'P') {
            Portal portal = portal(message.text());
            run(portal);
            describe(portal);
            return;
        }
        Prepared statement = prepared.get(message.text());
        if (statement == null) {
            throw Problem.invalid("wire_statement", "There is no such prepared statement");
        }
        messages.small(statement.types().size());
        for (int type : statement.types()) {
            messages.number(type);
        }
        messages.send('t');
        if (statement.types().isEmpty()) {
            var portal = new Portal(statement.statement(), List.of(), new short[0]);
            run(portal);
            describe(portal);
        } else {
            messages.send('n'); // its columns are known when its parameters are
        }
    }

    private void execute(Messages.Received message) throws IOException {
        Portal portal = portal(message.text());
        run(portal);
        tell(portal, message.content().getInt());
    }

    private void close(Messages.Received message) throws IOException {
        if (message.content().get() == 'P') {
            portals.remove(message.text());
        } else {
            prepared.remove(message.text());
        }
        messages.send('3');
    }

    private Portal portal(String name) {
        Portal portal = portals.get(name);
        if (portal == null) {
            throw Problem.invalid("wire_statement", "There is no such portal");
        }
        return portal;
    }

    private Statements.Outcome run(Portal portal) throws IOException {
        if (portal.outcome != null) {
            return portal.outcome;
        }
        Statements.Outcome outcome = statements.run(portal.statement, portal.parameters);
        portal.outcome = outcome;
        switch (outcome.tag()) {
            case "BEGIN", "START TRANSACTION" -> inTransaction = true;
            case "COMMIT", "END", "ROLLBACK" -> inTransaction = false;
            default -> {}
        }
        long suppressed = outcome.result().map(Statements::suppressed).orElse(0L);
        if (suppressed > 0) {
            notice(suppressed + " values are not told (null), because they are about too few people");
        }
        if (outcome.result().map(Result::truncated).orElse(false)) {
            notice("There are more rows than these");
        }
        return outcome;
    }

    private void describe(Portal portal) throws IOException {
        Optional<Result> result = portal.outcome == null ? Optional.empty() : portal.outcome.result();
        if (result.isEmpty()) {
            messages.send('n');
            return;
        }
        List<String> columns = result.get().columns();
        messages.small(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            WireType type = WireType.of(result.get().types().get(i));
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

    private void tell(Portal portal, int most) throws IOException {
        Statements.Outcome outcome = portal.outcome;
        if (outcome == null || outcome.result().isEmpty()) {
            messages.text(outcome == null ? "" : outcome.tag()).send('C');
            return;
        }
        Result result = outcome.result().get();
        int end = most <= 0 ? result.rows().size() : Math.min(result.rows().size(), portal.told + most);
        for (; portal.told < end; portal.told++) {
            row(portal, result, result.rows().get(portal.told));
        }
        if (portal.told < result.rows().size()) {
            messages.send('s');
        } else {
            messages.text(outcome.tag() + " " + result.rows().size()).send('C');
        }
    }

    private void row(Portal portal, Result result, List<Cell> cells) throws IOException {
        messages.small(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            byte[] bytes = WireType.of(result.types().get(i)).write(cells.get(i), portal.isBinary(i));
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
