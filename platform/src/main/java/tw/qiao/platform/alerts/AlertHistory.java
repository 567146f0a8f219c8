package tw.qiao.platform.alerts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.Page;

/**
 * The figures before an alert and with it, computed again from the snapshots in which it was found.
 *
 * @param points the last ones, the oldest first
 * @param fault why there are none; empty when there are
 */
public record AlertHistory(Terms terms, List<Point> points, String fault) {
    private static final int MOST = 36;

    static AlertHistory of(Terms terms, Alert alert, Observation seen) {
        List<Point> all = seen.places().getOrDefault(alert.place(), List.of()).stream()
                .filter(point -> point.period().compareTo(alert.lastPeriod()) <= 0)
                .toList();
        return new AlertHistory(terms, all.subList(Math.max(0, all.size() - MOST), all.size()), "");
    }

    /** What is held against the limit, as people read it. */
    public String measured(Point point) {
        return new Judgement(terms)
                .measured(point)
                .map(amount -> terms.limit().percent() ? amount.setScale(1, RoundingMode.HALF_UP) : amount)
                .map(amount -> new Point("", amount, null, false).shown()
                        + (terms.limit().percent() ? "%" : ""))
                .orElse("–");
    }

    /** Whether the last figure is the one that the alert tells. */
    public boolean isSame(Alert alert) {
        return !points.isEmpty() && points.getLast().shown().equals(alert.figure());
    }

    /** What the script draws. */
    public String chart(Page page) {
        ObjectNode chart = CanonicalJson.MAPPER.createObjectNode();
        ArrayNode names = chart.putArray("names");
        ArrayNode values = chart.putArray("values");
        points.forEach(point -> {
            names.add(Span.told(point.period(), page));
            amount(point).ifPresentOrElse(value -> values.add(value.doubleValue()), values::addNull);
        });
        chart.put("name", page.text("alerts.figure." + terms.kind()));
        chart.put("limit", limit().doubleValue()).put("limitName", page.text("alerts.limit"));
        return CanonicalJson.MAPPER.writeValueAsString(chart).replace("<", "\\u003c");
    }

    private Optional<BigDecimal> amount(Point point) {
        return new Judgement(terms).measured(point);
    }

    private BigDecimal limit() {
        boolean downwards = terms.kind() == Terms.Kind.CHANGE && terms.limit().direction() == Terms.Direction.BELOW;
        return downwards ? terms.limit().amount().negate() : terms.limit().amount();
    }
}
