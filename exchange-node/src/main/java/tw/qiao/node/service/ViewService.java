package tw.qiao.node.service;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Faults;

/**
 * A read-only service generated from a declared view: rows are found by one column, the caller sees the declared
 * columns that its grant allows. Names come from the catalogue, values are bound, at most {@value #MOST_ROWS} rows are
 * told.
 */
public final class ViewService implements ProvidedService {
    /** The most rows of one answer. */
    public static final int MOST_ROWS = 1000;

    private final String id;
    private final ServiceDeclaration declaration;
    private final Register register;
    private final AtomicReference<@Nullable ViewDescription> description = new AtomicReference<>();

    public ViewService(String member, ServiceDeclaration declaration, Register register) {
        this.id = member + "/" + declaration.subsystem() + "/" + declaration.code();
        this.declaration = declaration;
        this.register = register;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> methods() {
        return List.of("GET");
    }

    @Override
    public boolean filtersRows() {
        return true;
    }

    @Override
    public String pathTemplate() {
        return "/{" + declaration.parameter() + "}";
    }

    @Override
    public ObjectNode openApi() {
        return OpenApiDocument.of(id, declaration, description());
    }

    @Override
    public Answer answer(ServiceCall call, String contentType, Body body) {
        if (call.more().size() != 1) {
            throw Faults.client("invalid_request", "The path must end with " + pathTemplate());
        }
        var fields = requested(call);
        var description = description();
        var columns = fields.stream().map(description::column).toList();
        String number = call.more().getFirst();
        var people = declaration.people().stream().map(description::column).toList();
        var filter = BoundRows.of(call, description::find);
        var rows = read(description, columns, people, filter, number);
        return Answer.of(200, Answer.JSON, rows.json()).about(number, fields).mentioning(rows.people());
    }

    private ViewRows read(
            ViewDescription view, List<Column> columns, List<Column> people, BoundRows filter, String number) {
        try {
            return register.read(connection -> rows(connection, view, columns, people, filter, number));
        } catch (Problem refused) {
            description.set(null); // the view may have become another
            throw refused;
        }
    }

    /** The fields that are told: those asked for, all of which must be allowed, or all that are allowed. */
    private List<String> requested(ServiceCall call) {
        if (!call.query().values().keySet().stream().allMatch("fields"::equals)) {
            throw Faults.client("invalid_request", "The query may only have the parameter fields");
        }
        var allowed = declaration.fields().stream()
                .filter(call.allowedFields()::contains)
                .toList();
        var asked = call.query().value("fields").map(ViewService::names);
        if (asked.isPresent() && !allowed.containsAll(asked.get())) {
            throw Faults.providerNode("access_denied", "A field was asked for that the grant does not allow");
        }
        var told = asked.map(names -> allowed.stream().filter(names::contains).toList())
                .orElse(allowed);
        if (told.isEmpty()) {
            throw Faults.providerNode("access_denied", "The grant allows no field of this service");
        }
        return told;
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(",", -1)).toList();
    }

    private ViewRows rows(
            Connection connection,
            ViewDescription view,
            List<Column> columns,
            List<Column> people,
            BoundRows filter,
            String number)
            throws SQLException {
        var selected = Stream.concat(columns.stream(), people.stream()).toList();
        try (var statement = connection.prepareStatement(view.select(selected, declaration.parameter(), filter))) {
            view.column(declaration.parameter()).bind(statement, 1, number);
            int last = filter.bind(statement, 2);
            statement.setInt(last, MOST_ROWS + 1);
            try (var rows = statement.executeQuery()) {
                return ViewRows.read(rows, columns, people.size(), MOST_ROWS);
            }
        }
    }

    private ViewDescription description() {
        var known = description.get();
        if (known != null) {
            return known;
        }
        var read = register.read(connection -> ViewDescription.read(connection, declaration));
        description.set(read);
        return read;
    }

    /** What the catalogue says about a view. */
    record ViewDescription(String quotedName, String remarks, Map<String, Column> columns) {
        static ViewDescription read(Connection connection, ServiceDeclaration declaration) throws SQLException {
            int dot = declaration.view().indexOf('.');
            String schema = declaration.view().substring(0, dot);
            String view = declaration.view().substring(dot + 1);
            var metadata = connection.getMetaData();
            String quote = metadata.getIdentifierQuoteString();
            Function<String, String> quoted = name -> quote + name.replace(quote, quote + quote) + quote;
            var columns = new HashMap<String, Column>();
            try (var rows = metadata.getColumns(null, literal(schema), literal(view), null)) {
                while (rows.next()) {
                    String name = text(rows, "COLUMN_NAME");
                    var kind = Column.Kind.of(rows.getInt("DATA_TYPE"), text(rows, "TYPE_NAME"));
                    columns.put(name, new Column(name, kind, text(rows, "REMARKS")));
                }
            }
            String remarks = "";
            try (var rows = metadata.getTables(null, literal(schema), literal(view), null)) {
                remarks = rows.next() ? text(rows, "REMARKS") : "";
            }
            var wanted = new ArrayList<>(declaration.fields());
            wanted.addAll(declaration.people());
            wanted.add(declaration.parameter());
            if (!columns.keySet().containsAll(wanted)) {
                throw unlike(declaration);
            }
            return new ViewDescription(quoted.apply(schema) + "." + quoted.apply(view), remarks, Map.copyOf(columns));
        }

        /** A name as a pattern that matches only itself. */
        private static String literal(String name) {
            return name.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
        }

        private static String text(ResultSet rows, String column) throws SQLException {
            String value = rows.getString(column);
            return value == null ? "" : value;
        }

        private static Problem unlike(ServiceDeclaration declaration) {
            return Faults.providerNode(
                    "service_failed.malformed_service",
                    "The view " + declaration.view() + " is missing or lacks a declared column");
        }

        Column column(String name) {
            return find(name).orElseThrow(() -> new IllegalArgumentException("Not a column of the view: " + name));
        }

        Optional<Column> find(String name) {
            return Optional.ofNullable(columns.get(name));
        }

        String select(List<Column> told, String parameter, BoundRows filter) {
            String names = told.stream().map(Column::quoted).collect(joining(", "));
            return "select " + names + " from " + quotedName + " where "
                    + column(parameter).quoted() + " = ?" + filter.condition() + " limit ?";
        }
    }
}
