package tw.qiao.node.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A bulkhead for each system of one kind. */
public final class Bulkheads {
    private final Bulkhead.Kind kind;
    private final ConcurrentMap<String, Bulkhead> bulkheads = new ConcurrentHashMap<>();

    public Bulkheads(Bulkhead.Kind kind) {
        this.kind = kind;
    }

    /** The bulkhead before the system with the given name, which must be one of a limited number. */
    public Bulkhead before(String name) {
        return bulkheads.computeIfAbsent(name, any -> new Bulkhead(kind));
    }
}
