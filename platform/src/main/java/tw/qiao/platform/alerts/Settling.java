package tw.qiao.platform.alerts;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.alerts.Alert.State;
import tw.qiao.platform.alerts.Judgement.Episode;

/**
 * Brings the alerts of a rule in line with what was observed: all of it, with the messages about it, in one transaction
 * or not at all.
 */
@Service
class Settling {
    private static final int MOST_AT_ONCE = 200;

    private final Rules rules;
    private final Alerts alerts;
    private final AlertBook book;
    private final Telling telling;

    Settling(Rules rules, Alerts alerts, AlertBook book, Telling telling) {
        this.rules = rules;
        this.alerts = alerts;
        this.book = book;
        this.telling = telling;
    }

    /** Where something is found: the place, and the period in which it began. */
    private record Key(String place, String period) {}

    /** Settles what {@code seen} says; false when another evaluation of this rule came first. */
    @Transactional
    public boolean settle(Rule rule, Observation seen, String mark) {
        if (!rules.evaluated(rule, mark, seen)) {
            return false;
        }
        Map<Key, Episode> episodes = episodes(rule.terms(), seen);
        var present = new HashMap<Key, Alert>();
        alerts.of(rule.id()).forEach(alert -> present.put(new Key(alert.place(), alert.period()), alert));
        present.forEach((key, alert) -> {
            if (!episodes.containsKey(key) && alert.state() != State.CLOSED) {
                book.end(alert.id(), "gone", "");
            }
        });
        // a place has one current alert, so what ended goes before what began
        episodes.forEach((key, episode) -> {
            Alert alert = present.get(key);
            if (alert != null && alert.state() != State.CLOSED && episode.end().isPresent()) {
                book.goOn(rule, alert, episode, seen);
                book.end(alert.id(), "ended", episode.end().get());
            }
        });
        Set<Long> told = new HashSet<>();
        episodes.forEach((key, episode) -> begin(rule, seen, key, episode, present.get(key), told));
        tell(rule, told);
        return true;
    }

    private void begin(Rule rule, Observation seen, Key key, Episode episode, @Nullable Alert alert, Set<Long> told) {
        boolean current = episode.end().isEmpty();
        if (alert == null) {
            boolean isNew = !rule.seen().isEmpty() && key.period().compareTo(rule.seen()) > 0;
            if (current || isNew) {
                book.open(rule, key.place(), episode, seen).ifPresent(id -> {
                    told.add(id);
                    episode.end().ifPresent(period -> book.end(id, "ended", period));
                });
            }
        } else if (current && alert.state() == State.CLOSED && alert.closedBy() == null) {
            book.reopen(rule, alert, episode, seen);
            told.add(alert.id());
        } else if (current && alert.state() != State.CLOSED) {
            book.goOn(rule, alert, episode, seen);
        }
    }

    private static Map<Key, Episode> episodes(Terms terms, Observation seen) {
        var judgement = new Judgement(terms);
        var episodes =
                new TreeMap<Key, Episode>(Comparator.comparing(Key::place).thenComparing(Key::period));
        seen.places()
                .forEach((place, points) -> judgement
                        .episodes(points)
                        .forEach(episode ->
                                episodes.put(new Key(place, episode.first().period()), episode)));
        return episodes;
    }

    private void tell(Rule rule, Set<Long> told) {
        if (told.size() > MOST_AT_ONCE) {
            throw Problem.invalid("alerts_many", "More than " + MOST_AT_ONCE + " alerts at once; change the limit");
        }
        List<Alert> news = alerts.of(rule.id()).stream()
                .filter(alert -> told.contains(alert.id()))
                .toList();
        if (!news.isEmpty()) {
            telling.opened(rule, news);
        }
    }
}
