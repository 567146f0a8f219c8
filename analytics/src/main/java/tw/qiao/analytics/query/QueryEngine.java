package tw.qiao.analytics.query;

/** What runs queries: DuckDB in a worker process, or an engine for data that outgrows one machine. */
@FunctionalInterface
public interface QueryEngine {
    /** What the query finds in {@code catalogue}; a problem {@code query_…} when it is refused or wrong. */
    Found run(Query query, Catalogue catalogue);

    /** Whether it puts texts of several rows together as {@code string_agg} does. */
    default boolean aggregatesTexts() {
        return true;
    }
}
