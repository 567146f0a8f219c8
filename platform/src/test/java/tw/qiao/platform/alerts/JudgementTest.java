package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tw.qiao.platform.alerts.Judgement.Episode;
import tw.qiao.platform.alerts.Terms.Comparison;
import tw.qiao.platform.alerts.Terms.Direction;
import tw.qiao.platform.alerts.Terms.Kind;
import tw.qiao.platform.alerts.Terms.Limit;
import tw.qiao.platform.site.Bilingual;

class JudgementTest {
    @Test
    void doesNotFlapBetweenTheLimitAndWhereItEnds() {
        var rule = terms(Kind.THRESHOLD, limit(Direction.ABOVE, 10, 6, false, 0));

        List<Episode> found = new Judgement(rule).episodes(figures(3, 10, 9, 11, 7, 5, 9, 10));

        assertThat(found).hasSize(2);
        assertThat(found.getFirst().first().period()).isEqualTo("2024-02");
        assertThat(found.getFirst().last().period()).isEqualTo("2024-05");
        assertThat(found.getFirst().end()).contains("2024-06");
        assertThat(found.getLast().end()).isEmpty();
    }

    @Test
    void firesBelowALimitAndEndsOnlyAboveIt() {
        var rule = terms(Kind.THRESHOLD, limit(Direction.BELOW, 10, 12, false, 0));

        List<Episode> found = new Judgement(rule).episodes(figures(20, 10, 11, 12, 13));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().end()).contains("2024-05");
    }

    @Test
    void countsAChangeInPerCentOfItsBaseAndLeavesSmallBasesOut() {
        var judgement = new Judgement(terms(Kind.CHANGE, limit(Direction.ABOVE, 30, 30, true, 50)));

        assertThat(judgement.measured(changed(130, 100))).contains(new BigDecimal("30.0000"));
        assertThat(judgement.episodes(List.of(changed(130, 100)))).hasSize(1);
        assertThat(judgement.episodes(List.of(changed(129, 100)))).isEmpty();
        assertThat(judgement.episodes(List.of(changed(90, 49)))).isEmpty();
        assertThat(judgement.episodes(List.of(changed(9, 0)))).isEmpty();
    }

    @Test
    void tellsFallsFromRises() {
        var fall = new Judgement(terms(Kind.CHANGE, limit(Direction.BELOW, 30, 30, false, 0)));
        var either = new Judgement(terms(Kind.CHANGE, limit(Direction.EITHER, 30, 30, false, 0)));

        assertThat(fall.episodes(List.of(changed(70, 100)))).hasSize(1);
        assertThat(fall.episodes(List.of(changed(130, 100)))).isEmpty();
        assertThat(either.episodes(List.of(changed(70, 100)))).hasSize(1);
        assertThat(either.episodes(List.of(changed(130, 100)))).hasSize(1);
    }

    @Test
    void leavesAsItIsWhatIsNotTold() {
        var rule = terms(Kind.THRESHOLD, limit(Direction.ABOVE, 1, 1, false, 0));
        var untold = new Point("2024-02", null, null, true);

        assertThat(new Judgement(rule).episodes(List.of(untold))).isEmpty();
        assertThat(new Judgement(rule).episodes(List.of(Point.of("2024-01", 5), untold, Point.of("2024-03", 0))))
                .singleElement()
                .satisfies(one -> assertThat(one.last().period()).isEqualTo("2024-01"));
    }

    private static Point changed(long figure, long base) {
        return new Point("2024-01", BigDecimal.valueOf(figure), BigDecimal.valueOf(base), false);
    }

    private static List<Point> figures(long... figures) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < figures.length; i++) {
            points.add(Point.of("2024-%02d".formatted(i + 1), figures[i]));
        }
        return points;
    }

    private static Limit limit(Direction direction, long amount, long release, boolean percent, long smallest) {
        return new Limit(
                direction,
                BigDecimal.valueOf(amount),
                BigDecimal.valueOf(release),
                Comparison.BEFORE,
                percent,
                BigDecimal.valueOf(smallest));
    }

    private static Terms terms(Kind kind, Limit limit) {
        return new Terms(
                kind,
                new Bilingual("規則", "Rule"),
                Terms.Severity.WARNING,
                "",
                Terms.Figure.NONE,
                limit,
                Terms.Due.NONE,
                List.of());
    }
}
