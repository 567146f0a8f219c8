package tw.qiao.platform.alerts;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.alerts.Judgement.Episode;

/** Moves alerts from state to state; each step is kept, and committed to in the evidence log. */
@Repository
class AlertBook {
    private static final int SALT_OCTETS = 32;

    private final JdbcClient database;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Ids ids;

    AlertBook(JdbcClient database, ApplicationEventPublisher events, Clock clock, Ids ids) {
        this.database = database;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /** Opens an alert; empty when it is there already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Long> open(Rule rule, String place, Episode episode, Observation seen) {
        Instant now = now();
        int next = Chain.after(rule.terms(), 0);
        Optional<Long> opened = database.sql("""
                insert into alerts.alert (rule, rule_version, severity, place, period, last_period, figure, base, stamps,
                  state, opened, step, step_due)
                values (:rule, :version, :severity, :place, :period, :last, :figure, :base, :stamps, 'open', :now, :step,
                  :due)
                on conflict do nothing returning id
                """)
                .param("rule", rule.id())
                .param("version", rule.version())
                .param("severity", rule.terms().severity().rank())
                .param("place", place)
                .param("period", episode.first().period())
                .param("last", episode.last().period())
                .param("figure", episode.last().shown())
                .param("base", base(rule.terms(), episode.last()))
                .param("stamps", seen.stamps().toArray(String[]::new))
                .param("now", stored(now))
                .param("step", next)
                .param(
                        "due",
                        Chain.due(rule.terms(), next, now)
                                .map(AlertBook::stored)
                                .orElse(null))
                .query(Long.class)
                .optional();
        opened.ifPresent(id -> note(id, "opened", null, "", now));
        return opened;
    }

    /** Opens an alert again that had ended by itself. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reopen(Rule rule, Alert alert, Episode episode, Observation seen) {
        Instant now = now();
        int next = Chain.after(rule.terms(), 0);
        database.sql("""
                update alerts.alert set state = 'open', opened = :now, closed = null, acknowledged = null,
                  acknowledged_by = null, snoozed_until = null, step = :step, step_due = :due
                where id = :id
                """)
                .param("now", stored(now))
                .param("step", next)
                .param(
                        "due",
                        Chain.due(rule.terms(), next, now)
                                .map(AlertBook::stored)
                                .orElse(null))
                .param("id", alert.id())
                .update();
        note(alert.id(), "reopened", null, "", now);
        goOn(rule, alert, episode, seen);
    }

    /** Keeps the newest figure of an alert that goes on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void goOn(Rule rule, Alert alert, Episode episode, Observation seen) {
        String figure = episode.last().shown();
        String base = base(rule.terms(), episode.last());
        String period = episode.last().period();
        if (alert.figure().equals(figure)
                && alert.base().equals(base)
                && alert.lastPeriod().equals(period)) {
            return;
        }
        database.sql("""
                update alerts.alert set last_period = :period, figure = :figure, base = :base, stamps = :stamps,
                  rule_version = :version
                where id = :id
                """)
                .param("period", period)
                .param("figure", figure)
                .param("base", base)
                .param("stamps", seen.stamps().toArray(String[]::new))
                .param("version", rule.version())
                .param("id", alert.id())
                .update();
        note(alert.id(), "continued", null, period, now());
    }

    private static String base(Terms terms, Point point) {
        return terms.kind() == Terms.Kind.CHANGE || terms.kind() == Terms.Kind.ROWS ? point.shownBase() : "";
    }

    /**
     * Closes an alert whose condition ended.
     *
     * @param kind {@code ended}, or {@code gone} where later data or terms say that it never was
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(long id, String kind, String period) {
        Instant now = now();
        int closed = database.sql("""
                update alerts.alert set state = 'closed', closed = :now, closed_by = null, step_due = null
                where id = :id and state <> 'closed'
                """).param("now", stored(now)).param("id", id).update();
        if (closed == 1) {
            note(id, kind, null, period, now);
        }
    }

    /** Notes that somebody looks after it; false when somebody did before or it is closed. */
    @Transactional
    public boolean acknowledge(long id, UUID who, String note) {
        Instant now = now();
        int changed = database.sql("""
                update alerts.alert set state = 'acknowledged', acknowledged = :now, acknowledged_by = :who,
                  step_due = null
                where id = :id and state = 'open'
                """)
                .param("now", stored(now))
                .param("who", who)
                .param("id", id)
                .update();
        return noted(changed, id, "acknowledged", who, note, now);
    }

    /** Closes it for a reason; false when it was closed before. */
    @Transactional
    public boolean close(long id, UUID who, String reason) {
        Instant now = now();
        int changed = database.sql("""
                update alerts.alert set state = 'closed', closed = :now, closed_by = :who, step_due = null
                where id = :id and state <> 'closed'
                """)
                .param("now", stored(now))
                .param("who", who)
                .param("id", id)
                .update();
        return noted(changed, id, "closed", who, reason, now);
    }

    /** Lets its chain rest for a while; false when it does not wait for anybody. */
    @Transactional
    public boolean snooze(long id, UUID who, int hours) {
        Instant now = now();
        int changed = database.sql("update alerts.alert set snoozed_until = :until where id = :id and state = 'open'")
                .param("until", stored(now.plus(hours, ChronoUnit.HOURS)))
                .param("id", id)
                .update();
        return noted(changed, id, "snoozed", who, Integer.toString(hours), now);
    }

    /** Goes on to the next step of the chain. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void escalated(Alert alert, Terms terms, String to, Instant now) {
        int next = alert.step() + 1;
        database.sql("update alerts.alert set step = :step, step_due = :due where id = :id")
                .param("step", next)
                .param(
                        "due",
                        Chain.due(terms, next, alert.opened())
                                .map(AlertBook::stored)
                                .orElse(null))
                .param("id", alert.id())
                .update();
        note(alert.id(), "escalated", null, to, now);
    }

    private boolean noted(int changed, long id, String kind, UUID who, String note, Instant now) {
        if (changed == 1) {
            note(id, kind, who, note, now);
        }
        return changed == 1;
    }

    private void note(long alert, String kind, @Nullable UUID actor, String note, Instant at) {
        UUID id = ids.uuid();
        String salt = ids.token(SALT_OCTETS);
        database.sql("""
                insert into alerts.step (id, alert, kind, actor, note, at, salt)
                values (:id, :alert, :kind, :actor, :note, :at, :salt)
                """)
                .param("id", id)
                .param("alert", alert)
                .param("kind", kind)
                .param("actor", actor)
                .param("note", note)
                .param("at", stored(at))
                .param("salt", salt)
                .update();
        events.publishEvent(StepTaken.of(id, alert, kind, actor, note, at, salt));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS); // as exact as the database keeps it
    }

    private static OffsetDateTime stored(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
