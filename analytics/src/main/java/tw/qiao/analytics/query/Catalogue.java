package tw.qiao.analytics.query;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The tables that somebody may ask about. */
public interface Catalogue {
    /** The names of all tables. */
    Set<String> names();

    /** The rows of a table now, or as they were at a snapshot. */
    Source source(String table, OptionalLong snapshot);

    /**
     * What to select from for the rows of a table at a snapshot, summed up in some form; empty where nobody had them
     * made. Nothing is hidden in them.
     */
    default Optional<String> rolledUp(String table, long snapshot, String form) {
        return Optional.empty();
    }
}
