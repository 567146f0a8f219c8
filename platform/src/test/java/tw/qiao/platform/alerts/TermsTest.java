package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.alerts.Terms.Figure;
import tw.qiao.platform.site.Bilingual;

class TermsTest {
    @Test
    void areReadAsTheyWereKept() {
        Terms terms = terms(
                Figure.of(new Terms.OfCube("vital_events", "deaths", "county", List.of("63000")), Span.YEAR, true));

        assertThat(Terms.read(terms.json())).isEqualTo(terms);
    }

    @Test
    void areReadAsTheyWereKeptBeforeCubesCouldBeWatched() {
        Terms terms = terms(Figure.asked("select 1", Span.MONTH, true, false, "county"));
        var kept = (ObjectNode) CanonicalJson.MAPPER.readTree(terms.json());
        ((ObjectNode) kept.path("figure")).remove("cube");

        assertThat(Terms.read(CanonicalJson.MAPPER.writeValueAsString(kept))).isEqualTo(terms);
    }

    private static Terms terms(Figure figure) {
        return new Terms(
                Terms.Kind.THRESHOLD,
                new Bilingual("規則", "Rule"),
                Terms.Severity.WARNING,
                "",
                figure,
                Terms.Limit.above(BigDecimal.ONE),
                Terms.Due.NONE,
                List.of(new Terms.Step(0, Recipients.ANALYSTS)));
    }
}
