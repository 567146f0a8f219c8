package tw.qiao.platform.warehouse;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Ids;

/** What people did with imports; each step has its entry in the evidence log. */
@Repository
class ImportSteps {
    private static final int SALT_OCTETS = 32;

    private final JdbcClient database;
    private final Clock clock;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    ImportSteps(JdbcClient database, Clock clock, Ids ids, ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.events = events;
    }

    /** Notes what the sender of {@code one} did. */
    @Transactional
    void add(FileImport one, String step, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String salt = ids.token(SALT_OCTETS);
        var done = new ImportStep(ids.uuid(), one.id(), one.account(), step, reason, now);
        database.sql("""
                insert into warehouse.import_step (id, import, account, step, reason, at, salt)
                values (:id, :import, :account, :step, :reason, :at, :salt)
                """)
                .param("id", done.id())
                .param("import", done.imported())
                .param("account", done.account())
                .param("step", step)
                .param("reason", reason)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("salt", salt)
                .update();
        events.publishEvent(Recorded.of(done, one, salt));
    }

    /** What was done with an import, oldest first. */
    List<ImportStep> of(UUID imported) {
        return database.sql("select * from warehouse.import_step where import = :import order by at, id")
                .param("import", imported)
                .query((row, _) -> new ImportStep(
                        row.getObject("id", UUID.class),
                        imported,
                        row.getObject("account", UUID.class),
                        row.getString("step"),
                        row.getString("reason"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
