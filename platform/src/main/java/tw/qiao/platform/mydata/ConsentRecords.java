package tw.qiao.platform.mydata;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Consents, their items and the requests sent under them, in the database. */
@Repository
class ConsentRecords {
    private final JdbcClient database;

    ConsentRecords(JdbcClient database) {
        this.database = database;
    }

    /**
     * One item of a consent.
     *
     * @param subject the number that may be asked about
     * @param exchange the crossing in which it was used up
     */
    record Item(
            UUID consent,
            String item,
            String service,
            String subject,
            List<String> fields,
            String purpose,
            String basis,
            @Nullable Instant used,
            @Nullable UUID exchange) {}

    /**
     * A number that a service was asked with.
     *
     * @param hers whether what the agency holds under it was found to be the person's
     */
    record AskedSubject(String service, String subject, boolean hers) {}

    /** A request that was sent under a consent, with that consent's item and life. */
    record Attempt(UUID exchange, UUID account, Item item, Instant given, Instant expires) {}

    void add(Consent consent, String salt, List<Item> items) {
        database.sql("""
                insert into mydata.consent (id, account, document, salt, given, expires)
                values (:id, :account, :document, :salt, :given, :expires)
                """)
                .param("id", consent.id())
                .param("account", consent.account())
                .param("document", consent.document())
                .param("salt", salt)
                .param("given", at(consent.given()))
                .param("expires", at(consent.expires()))
                .update();
        items.forEach(this::add);
    }

    private void add(Item item) {
        database.sql("""
                insert into mydata.consent_item (consent, item, service, subject, fields, purpose, basis)
                values (:consent, :item, :service, :subject, :fields, :purpose, :basis)
                """)
                .param("consent", item.consent())
                .param("item", item.item())
                .param("service", item.service())
                .param("subject", item.subject())
                .param("fields", item.fields().toArray(String[]::new))
                .param("purpose", item.purpose())
                .param("basis", item.basis())
                .update();
    }

    Optional<Consent> find(UUID id, UUID account) {
        return database.sql("select * from mydata.consent where id = :id and account = :account")
                .param("id", id)
                .param("account", account)
                .query(ConsentRecords::consent)
                .optional();
    }

    /** The salt of what the evidence log says about the consent. */
    String salt(UUID id) {
        return database.sql("select salt from mydata.consent where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    /**
     * Uses the item up for the crossing {@code exchange}, if the consent is alive and the item unused: one of many
     * wins.
     */
    boolean use(UUID consent, UUID account, String item, UUID exchange, Instant now) {
        int used = database.sql("""
                update mydata.consent_item set used = :now, exchange = :exchange
                where consent = :consent and item = :item and used is null
                  and exists (select 1 from mydata.consent
                              where id = :consent and account = :account and expires > :now and withdrawn is null)
                """)
                .param("consent", consent)
                .param("account", account)
                .param("item", item)
                .param("exchange", exchange)
                .param("now", at(now))
                .update();
        if (used == 1) {
            database.sql("""
                    insert into mydata.attempt (exchange, consent, item, begun)
                    values (:exchange, :consent, :item, :now)
                    """)
                    .param("exchange", exchange)
                    .param("consent", consent)
                    .param("item", item)
                    .param("now", at(now))
                    .update();
        }
        return used == 1;
    }

    Optional<Item> item(UUID consent, String item) {
        return database.sql("select * from mydata.consent_item where consent = :consent and item = :item")
                .param("consent", consent)
                .param("item", item)
                .query((row, _) -> item(row))
                .optional();
    }

    /** Notes how the use ended; {@code spent} says whether the item stays used up. */
    void outcome(UUID exchange, String outcome, boolean spent) {
        database.sql("""
                update mydata.consent_item
                set outcome = :outcome, used = case when :spent then used end
                where exchange = :exchange
                """)
                .param("exchange", exchange)
                .param("outcome", outcome)
                .param("spent", spent)
                .update();
    }

    /** The person's consents that still allow something. */
    List<Consent> alive(UUID account, Instant now) {
        return database.sql("""
                select * from mydata.consent
                where account = :account and withdrawn is null and expires > :now
                  and exists (select 1 from mydata.consent_item where consent = consent.id and used is null)
                order by given desc
                """)
                .param("account", account)
                .param("now", at(now))
                .query(ConsentRecords::consent)
                .list();
    }

    boolean withdraw(UUID id, UUID account, Instant now) {
        return database.sql("""
                update mydata.consent set withdrawn = :now
                where id = :id and account = :account and withdrawn is null and expires > :now
                """)
                        .param("id", id)
                        .param("account", account)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /** The requests among these crossings that were sent under a consent of the person. */
    List<Attempt> attempts(UUID account, List<UUID> exchanges) {
        return database.sql("""
                select attempt.exchange as sent, consent.account, consent.given, consent.expires, consent_item.*
                from mydata.attempt
                join mydata.consent on consent.id = attempt.consent
                join mydata.consent_item on consent_item.consent = attempt.consent and consent_item.item = attempt.item
                where consent.account = :account and attempt.exchange = any(:exchanges)
                """)
                .param("account", account)
                .param("exchanges", exchanges.toArray(UUID[]::new))
                .query((row, _) -> new Attempt(
                        row.getObject("sent", UUID.class),
                        row.getObject("account", UUID.class),
                        item(row),
                        row.getTimestamp("given").toInstant(),
                        row.getTimestamp("expires").toInstant()))
                .list();
    }

    /** The numbers that agencies were asked with under the person's consents, each once for a service. */
    List<AskedSubject> askedSubjects(UUID account) {
        return database.sql("""
                select consent_item.service, consent_item.subject, bool_or(consent_item.outcome = 'found') as hers
                from mydata.consent_item join mydata.consent on consent.id = consent_item.consent
                where consent.account = :account and consent_item.exchange is not null
                group by consent_item.service, consent_item.subject
                """)
                .param("account", account)
                .query((row, _) ->
                        new AskedSubject(row.getString("service"), row.getString("subject"), row.getBoolean("hers")))
                .list();
    }

    private static Item item(ResultSet row) throws SQLException {
        Timestamp used = row.getTimestamp("used");
        return new Item(
                row.getObject("consent", UUID.class),
                row.getString("item"),
                row.getString("service"),
                row.getString("subject"),
                Arrays.asList((String[]) row.getArray("fields").getArray()),
                row.getString("purpose"),
                row.getString("basis"),
                used == null ? null : used.toInstant(),
                row.getObject("exchange", UUID.class));
    }

    private static Consent consent(ResultSet row, int number) throws SQLException {
        Timestamp withdrawn = row.getTimestamp("withdrawn");
        return new Consent(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("document"),
                row.getTimestamp("given").toInstant(),
                row.getTimestamp("expires").toInstant(),
                withdrawn == null ? null : withdrawn.toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
