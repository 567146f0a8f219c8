package tw.qiao.platform.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tw.qiao.platform.alerts.Judgement.Episode;

/**
 * What a rule would have found in the last 24 months.
 *
 * @param times how often it would have fired
 * @param places how many places have figures
 * @param found the newest times
 * @param fault why nothing can be said; empty otherwise
 */
public record RulePreview(int times, int places, List<Found> found, String fault, String message) {
    private static final int SHOWN = 20;

    /** One time; {@code end} is empty while it goes on. */
    public record Found(String place, Point first, Point last, String end) {}

    static RulePreview of(Terms terms, Observation seen) {
        var judgement = new Judgement(terms);
        var found = new ArrayList<Found>();
        seen.places().forEach((place, points) -> {
            for (Episode episode : judgement.episodes(points)) {
                if (isRecent(terms, seen, episode)) {
                    found.add(new Found(
                            place,
                            episode.first(),
                            episode.last(),
                            episode.end().orElse("")));
                }
            }
        });
        found.sort(Comparator.comparing((Found one) -> one.first().period())
                .reversed()
                .thenComparing(Found::place));
        return new RulePreview(
                found.size(), seen.places().size(), found.subList(0, Math.min(SHOWN, found.size())), "", "");
    }

    static RulePreview refused(String code, String message) {
        return new RulePreview(0, 0, List.of(), code, message);
    }

    /** Periods sort like their times; moments begin with their month. */
    private static boolean isRecent(Terms terms, Observation seen, Episode episode) {
        if (episode.end().isEmpty()) {
            return true;
        }
        String newest = seen.newest();
        Span span = terms.figure().span();
        String oldest = span.first(newest).isPresent()
                ? span.plus(newest, 1 - span.ofTwoYears())
                : Span.MONTH
                        .first(newest.substring(0, Math.min(newest.length(), 7)))
                        .map(month -> month.minusMonths(23).toString())
                        .orElse("");
        return episode.first().period().compareTo(oldest) >= 0;
    }
}
