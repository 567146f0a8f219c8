package tw.qiao.platform.alerts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tw.qiao.platform.identity.Account;
import tw.qiao.platform.notifications.Notice;
import tw.qiao.platform.notifications.Notices;

/** Puts messages about alerts on walls and into the mail, in the transaction of what they tell. */
@Component
class Telling {
    private static final int NAMED = 5;

    private final Notices notices;
    private final Recipients recipients;
    private final Places places;

    Telling(Notices notices, Recipients recipients, Places places) {
        this.notices = notices;
        this.recipients = recipients;
        this.places = places;
    }

    /** Tells of all that one evaluation opened, in one message for each person. */
    void opened(Rule rule, List<Alert> alerts) {
        var accounts = new LinkedHashSet<UUID>();
        Chain.atOnce(rule.terms())
                .forEach(to -> recipients.of(to).stream().map(Account::id).forEach(accounts::add));
        for (UUID account : accounts) {
            notices.send(new Notice(
                    account,
                    "alert-opened",
                    values(rule.terms(), alerts),
                    link(rule, alerts),
                    "alerts/opened/" + rule.id() + "/" + rule.evaluations() + "/" + account));
        }
    }

    /** Tells the people of a step that nobody acknowledged an alert; says how many they are. */
    int escalated(Rule rule, Alert alert, String to) {
        List<Account> accounts = recipients.of(to);
        for (Account account : accounts) {
            notices.send(new Notice(
                    account.id(),
                    "alert-escalated",
                    values(rule.terms(), List.of(alert)),
                    link(rule, List.of(alert)),
                    "alerts/escalated/" + alert.id() + "/" + alert.opened().toEpochMilli() + "/" + alert.step() + "/"
                            + account.id()));
        }
        return accounts.size();
    }

    private static String link(Rule rule, List<Alert> alerts) {
        return alerts.size() == 1 ? "/alerts/" + alerts.getFirst().id() : "/alerts?rule=" + rule.id();
    }

    private Map<String, String> values(Terms terms, List<Alert> alerts) {
        return Map.of(
                "rule", terms.name().zh(),
                "rule_en", terms.name().en(),
                "count", Integer.toString(alerts.size()),
                "lines", lines(terms, alerts, false),
                "lines_en", lines(terms, alerts, true));
    }

    private String lines(Terms terms, List<Alert> alerts, boolean english) {
        String lines = alerts.stream()
                .limit(NAMED)
                .map(alert -> line(terms, alert, english))
                .collect(Collectors.joining("\n"));
        return alerts.size() > NAMED ? lines + "\n…" : lines;
    }

    private static String period(Alert alert, boolean english) {
        String begin = Span.said(alert.period(), english);
        return alert.lastPeriod().equals(alert.period())
                ? begin
                : begin + (english ? " to " : "至") + Span.said(alert.lastPeriod(), english);
    }

    private String line(Terms terms, Alert alert, boolean english) {
        String place = places.name(terms, alert.place(), english);
        String period = period(alert, english);
        String head = "- " + (place.isEmpty() ? "" : place + " ") + period;
        if (!terms.kind().asks()) {
            return head;
        }
        String base =
                alert.base().isEmpty() ? "" : english ? " (before: " + alert.base() + ")" : "（對照 " + alert.base() + "）";
        return head + (english ? ": " : "：") + alert.figure() + base;
    }
}
