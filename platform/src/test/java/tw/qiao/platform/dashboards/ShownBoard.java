package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Element;
import org.springframework.mock.web.MockHttpServletRequest;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.support.TestVisitor.Visited;

/** Boards over the shared warehouse as somebody without an account sees them, and what they show. */
final class ShownBoard {
    private ShownBoard() {}

    /** Somebody's page, to ask for names with. */
    static Page pages() {
        return FilledWarehouse.shared().platform().bean(Pages.class).of(new MockHttpServletRequest());
    }

    static Visited open(String path) {
        return FilledWarehouse.shared().platform().visitor().open(path);
    }

    static Element select(Visited page, String selector) {
        return Objects.requireNonNull(page.document().selectFirst(selector), selector);
    }

    /** The figure of a measure at the head of a board. */
    static BigDecimal tile(Visited page, String measure) {
        List<String> names = page.document().select("#measure option").eachAttr("value");
        return number(page.document().select(".figures li strong").get(names.indexOf(measure)));
    }

    static BigDecimal sum(Visited page, String selector) {
        return page.document().select(selector).stream()
                .map(ShownBoard::number)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal number(Element cell) {
        return new BigDecimal(cell.text().replace(",", "").replace('−', '-'));
    }
}
