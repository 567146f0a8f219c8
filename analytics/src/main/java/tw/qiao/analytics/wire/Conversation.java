package tw.qiao.analytics.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/** What follows the greeting: simple questions, and those in steps (parse, bind, describe, execute). */
final class Conversation {
    private static final int NO_VALUE = -1;
    private static final int MOST_NAMES = 1_000;
    private static final int TEXT_TYPE = 25;

    private final Messages messages;
    private final Telling telling;
    private final Statements statements;
    private final Map<String, Prepared> prepared = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private boolean inTransaction;
    private boolean failed;

    Conversation(Messages messages, Statements statements) {
        this.messages = messages;
        this.telling = new Telling(messages);
        this.statements = statements;
    }

    private record Prepared(String statement, List<Integer> types) {}

    void hold() throws IOException {
        ready();
        try {
            for (var message = messages.read(); message.kind() != 'X'; message = messages.read()) {
                if (!failed || message.kind() == 'S') {
                    answer(message);
                }
            }
        } finally {
            closePortals();
            statements.close();
        }
    }

    private void answer(Messages.Received message) throws IOException {
        try {
            handle(message);
        } catch (Problem e) {
            failed = message.kind() != 'Q';
            Telling.error(messages, "ERROR", SqlState.of(e), String.valueOf(e.getMessage()));
            if (!failed) {
                ready();
            }
        }
    }

    /** Their answers go too. */
    private void closePortals() {
        portals.values().forEach(Portal::close);
        portals.clear();
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
                if (!inTransaction) {
                    closePortals();
                }
                ready();
            }
            default -> throw new IOException("A message of the kind " + message.kind());
        }
    }

    private void ready() throws IOException {
        messages.letter(inTransaction ? 'T' : 'I').send('Z');
        messages.flush();
    }

    private void simple(String text) throws IOException {
        List<String> several = Placeholders.statements(text);
        if (several.isEmpty()) {
            messages.send('I');
        }
        for (String statement : several) {
            try (var portal = new Portal(statement, List.of(), new short[0])) {
                if (run(portal).rows().isPresent()) {
                    telling.columns(portal);
                }
                telling.rows(portal, 0, false);
            }
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
        var expanded = ArrayParameters.expand(statement.statement(), parameters);
        var bound = Placeholders.bind(expanded.statement(), expanded.values());
        Portal before = portals.put(portal, new Portal(bound.statement(), bound.parameters(), formats(content)));
        if (before != null) {
            before.close();
        }
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
            telling.columns(portal);
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
            try (var portal = new Portal(statement.statement(), List.of(), new short[0])) {
                run(portal);
                telling.columns(portal);
            }
        } else {
            messages.send('n'); // its columns are known when its parameters are
        }
    }

    private void execute(Messages.Received message) throws IOException {
        String name = message.text();
        Portal portal = portal(name);
        run(portal);
        // programs that want a part only ask for it without a name, and under one those that come back for more
        telling.rows(portal, message.content().getInt(), name.isEmpty());
    }

    private void close(Messages.Received message) throws IOException {
        if (message.content().get() == 'P') {
            Portal closed = portals.remove(message.text());
            if (closed != null) {
                closed.close();
            }
        } else {
            prepared.remove(message.text());
        }
        messages.send('3');
    }

    private Portal portal(String name) {
        Portal portal = portals.get(name);
        return portal != null
                ? portal
                : statements
                        .cursor(name)
                        .map(Portal::of)
                        .orElseThrow(() -> Problem.invalid("wire_statement", "There is no such portal"));
    }

    private Statements.Outcome run(Portal portal) throws IOException {
        if (portal.outcome != null) {
            return portal.outcome;
        }
        Statements.Outcome outcome = statements.run(portal.statement, portal.parameters);
        portal.outcome = outcome;
        inTransaction = outcome.transaction().orElse(inTransaction);
        return outcome;
    }
}
