package tw.qiao.node.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header fields of a message, by lower-case name. */
public final class Fields {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Adds one more line of the named field. */
    public Fields add(String name, String value) {
        values.computeIfAbsent(name.toLowerCase(Locale.ROOT), absent -> new ArrayList<>(1))
                .add(value.strip());
        return this;
    }

    /** Adds all lines of all fields of {@code other}. */
    public Fields addAll(Fields other) {
        other.values.forEach((name, lines) -> lines.forEach(line -> add(name, line)));
        return this;
    }

    /** All lines of the named field. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether the field is there. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The names of all fields. */
    public Iterable<String> names() {
        return values.keySet();
    }

    /** All lines joined as RFC 9421, 2.1 asks. */
    public Optional<String> combined(String name) {
        var lines = values.get(name);
        if (lines == null) {
            return Optional.empty();
        }
        return Optional.of(lines.size() == 1 ? lines.getFirst() : String.join(", ", lines));
    }

    /** The value of a field that may be there once. */
    public Optional<String> single(String name) {
        var lines = all(name);
        if (lines.size() > 1) {
            throw Faults.client("duplicate_header_field", "The header " + name + " must be given once");
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getFirst());
    }

    /** The value of a field that must be there once. */
    public String required(String name) {
        var value = single(name);
        if (value.isEmpty() || value.get().isEmpty()) {
            throw Faults.client("missing_header_field", "The header " + name + " is missing");
        }
        return value.get();
    }
}
