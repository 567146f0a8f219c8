package tw.qiao.platform.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** All rules with all versions of their terms. */
@Repository
class Rules {
    private static final int MOST = 500;

    private static final String SELECT = """
            select r.*, t.content from alerts.rule r join alerts.terms t on t.rule = r.id and t.version = r.version
            """;

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;

    Rules(JdbcClient database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /** A new rule. */
    @Transactional
    UUID add(Terms terms, @Nullable UUID author) {
        if (count() >= MOST) {
            throw Problem.conflict("alerts_rules", "There are " + MOST + " rules; change one of them");
        }
        UUID id = ids.uuid();
        put(id, terms, author);
        return id;
    }

    /** A rule that ships with the product, once and for all. */
    @Transactional
    void ship(UUID id, Terms terms) {
        if (find(id).isEmpty()) {
            put(id, terms, null);
        }
    }

    private void put(UUID id, Terms terms, @Nullable UUID author) {
        int added = database.sql("""
                insert into alerts.rule (id, version, made) values (:id, 1, :now) on conflict do nothing
                """).param("id", id).param("now", now()).update();
        if (added == 1) {
            keep(id, 1, terms, author);
        }
    }

    private long count() {
        return database.sql("select count(*) from alerts.rule")
                .query(Long.class)
                .single();
    }

    /**
     * Puts other terms in the place of those of {@code version}; a problem when somebody else changed them meanwhile.
     * What was seen under the former ones counts no more.
     */
    @Transactional
    void change(UUID id, int version, Terms terms, UUID author) {
        int changed =
                database.sql("""
                update alerts.rule set version = version + 1, mark = '', seen = '', fault = ''
                where id = :id and version = :version
                """).param("id", id).param("version", version).update();
        if (changed == 0) {
            throw Problem.conflict("alerts_rule_changed", "Somebody else changed this rule meanwhile");
        }
        keep(id, version + 1, terms, author);
    }

    private void keep(UUID id, int version, Terms terms, @Nullable UUID author) {
        database.sql("""
                insert into alerts.terms (rule, version, content, author, at)
                values (:rule, :version, :content::jsonb, :author, :now)
                """)
                .param("rule", id)
                .param("version", version)
                .param("content", terms.json())
                .param("author", author)
                .param("now", now())
                .update();
    }

    /** Lets a rule rest or work again; false when there is no such rule. */
    boolean enable(UUID id, boolean enabled) {
        return database.sql("update alerts.rule set enabled = :enabled, mark = '' where id = :id")
                        .param("enabled", enabled)
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<Rule> find(UUID id) {
        return database.sql(SELECT + "where r.id = :id")
                .param("id", id)
                .query((row, _) -> rule(row))
                .optional();
    }

    /** All rules, the oldest first. */
    List<Rule> all() {
        return database.sql(SELECT + "order by r.made, r.id")
                .query((row, _) -> rule(row))
                .list();
    }

    /** A version of the terms of a rule. */
    record Version(int number, Terms terms, @Nullable UUID author, Instant at) {}

    /** The versions of a rule's terms, the newest first. */
    List<Version> versions(UUID id) {
        return database.sql("select * from alerts.terms where rule = :id order by version desc limit 100")
                .param("id", id)
                .query((row, _) -> new Version(
                        row.getInt("version"),
                        Terms.read(row.getString("content")),
                        row.getObject("author", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The terms under which an alert was opened. */
    Optional<Terms> terms(UUID id, int version) {
        return database.sql("select content from alerts.terms where rule = :id and version = :version")
                .param("id", id)
                .param("version", version)
                .query((row, _) -> Terms.read(row.getString("content")))
                .optional();
    }

    /** The stamps of the last evaluation, of tables that may have changed since. */
    List<String> stamps(UUID id) {
        return database.sql("select stamps from alerts.rule where id = :id")
                .param("id", id)
                .query((row, _) -> texts(row, "stamps"))
                .optional()
                .orElse(List.of());
    }

    /**
     * Keeps an evaluation, and others of this rule out until the transaction ends; false when another one came first or
     * the rule was changed.
     */
    boolean evaluated(Rule rule, String mark, Observation seen) {
        return database.sql("""
                update alerts.rule set evaluations = evaluations + 1, evaluated = :now, mark = :mark, stamps = :stamps,
                  seen = greatest(seen, :seen::text collate "C"), fault = ''
                where id = :id and version = :version and evaluations = :evaluations and enabled
                """)
                        .param("now", now())
                        .param("mark", mark)
                        .param("stamps", seen.stamps().toArray(String[]::new))
                        .param("seen", seen.newest())
                        .param("id", rule.id())
                        .param("version", rule.version())
                        .param("evaluations", rule.evaluations())
                        .update()
                == 1;
    }

    /** Notes why an evaluation had no result. With a mark it is not tried again before that changes. */
    void failed(Rule rule, String mark, String code) {
        database.sql("""
                update alerts.rule set evaluated = :now, fault = :code, mark = :mark, stamps = '{}'
                where id = :id and version = :version and evaluations = :evaluations
                """)
                .param("now", now())
                .param("code", code)
                .param("mark", mark)
                .param("id", rule.id())
                .param("version", rule.version())
                .param("evaluations", rule.evaluations())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Rule rule(ResultSet row) throws SQLException {
        OffsetDateTime evaluated = row.getObject("evaluated", OffsetDateTime.class);
        return new Rule(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getBoolean("enabled"),
                Terms.read(row.getString("content")),
                row.getLong("evaluations"),
                row.getString("mark"),
                row.getString("seen"),
                row.getString("fault"),
                evaluated == null ? null : evaluated.toInstant());
    }
}
