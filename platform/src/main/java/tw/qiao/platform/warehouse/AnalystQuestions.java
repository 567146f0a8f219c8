package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.query.Query;
import tw.qiao.platform.site.Bilingual;

/** What other modules ask the warehouse for an analyst: under her policy, through the egress gate, and recorded. */
@Service
public class AnalystQuestions {
    /** How many rows can be published at most. */
    public static final int MOST_RELEASED = Publishable.MOST_ROWS;

    private final Asking asking;
    private final QueryLog log;
    private final Releases releases;
    private final DescribedTables tables;
    private final AskedTables asked;

    AnalystQuestions(Asking asking, QueryLog log, Releases releases, DescribedTables tables, AskedTables asked) {
        this.asking = asking;
        this.log = log;
        this.releases = releases;
        this.tables = tables;
        this.asked = asked;
    }

    /** The rows that she may see; a problem {@code query_…}, {@code egress_…} or {@code analytics_…} when none. */
    public Result ask(UUID analyst, Query query) {
        return asking.askByProgram(analyst, query, Integer.MAX_VALUE).result();
    }

    /**
     * What everybody may see of her answer, when she decides to publish it; a problem as from {@link #ask}, or
     * {@code release_…} when it has not the shape of figures that can be published.
     */
    public Result release(UUID analyst, Query query) {
        return asking.askInPassing(analyst, query, releases::answer);
    }

    /**
     * What everybody may see of a published statement now, asked by the platform itself and so not in her history; a
     * problem as above.
     */
    public Result releaseAgain(Query query) {
        return releases.answer(query);
    }

    /**
     * Whether a release may be told again of later states of its tables: not where tables of somebody's own have
     * columns about persons, because two states could be subtracted and tell who came in between.
     */
    public boolean mayBeToldAgain(Result release) {
        return !releases.isAboutPeople(release.provenance().tables());
    }

    /** A statement that she asked before. */
    public Optional<String> statement(UUID query, UUID analyst) {
        return log.find(query, analyst).map(AskedQuery::statement);
    }

    /** What the tables that were asked call the columns of the answer; the name itself where they do not. */
    public List<Bilingual> titles(String statement, Result result) {
        return asked.titles(statement, result);
    }

    /** Who publishes the data of {@code result} and under which licence; empty where nobody said so. */
    public Optional<Bilingual> source(Result result) {
        return asked.source(result);
    }

    /** What {@code table} is called, who publishes it and under which licence; empty where nobody described it. */
    public Optional<Bilingual> published(String table) {
        return tables.feeds().stream()
                .map(Feed::table)
                .filter(one -> one.name().equals(table))
                .findFirst()
                .map(one ->
                        new Bilingual(one.chinese() + "，" + one.source(), one.english() + ", " + one.sourceEnglish()));
    }
}
