package tw.qiao.platform.alerts;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the next ones of a rule's chain while nobody acknowledges an alert. */
@Component
class Escalation {
    private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);

    private final Alerts alerts;
    private final Rules rules;
    private final AlertBook book;
    private final Telling telling;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Escalation(
            Alerts alerts, Rules rules, AlertBook book, Telling telling, TransactionTemplate transaction, Clock clock) {
        this.alerts = alerts;
        this.rules = rules;
        this.book = book;
        this.telling = telling;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "${qiao.alerts.every:PT30S}", fixedDelayString = "${qiao.alerts.every:PT30S}")
    void round() {
        try {
            round(clock.instant());
        } catch (RuntimeException failure) {
            LOG.warn("Alerts are escalated later: {}", failure.toString());
        }
    }

    /** Takes all steps that are due, each in a transaction of its own. */
    void round(Instant now) {
        while (Boolean.TRUE.equals(transaction.execute(_ -> one(now)))) {
            LOG.debug("An alert was escalated");
        }
    }

    private boolean one(Instant now) {
        var due = alerts.claim(now);
        due.ifPresent(alert -> escalate(alert, now));
        return due.isPresent();
    }

    private void escalate(Alert alert, Instant now) {
        Rule rule = rules.find(alert.rule()).orElseThrow();
        boolean there = alert.step() < rule.terms().chain().size(); // a changed rule may have a shorter chain
        String to = there ? rule.terms().chain().get(alert.step()).to() : "";
        int told = there ? telling.escalated(rule, alert, to) : 0;
        book.escalated(alert, rule.terms(), told == 0 ? "" : to, now);
    }
}
