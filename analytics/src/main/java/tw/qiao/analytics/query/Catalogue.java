package tw.qiao.analytics.query;

import java.util.OptionalLong;
import java.util.Set;

/** The tables that somebody may ask about. */
public interface Catalogue {
    /** The names of all tables. */
    Set<String> names();

    /** The rows of a table now, or as they were at a snapshot. */
    Source source(String table, OptionalLong snapshot);
}
