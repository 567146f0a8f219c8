package tw.qiao.platform.dashboards;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;

/** The board of the platform's own operation in the words of a page. */
public record OperationPage(Page page, int days, Instant now, List<Chart> charts) {
    static final List<Integer> CHOICES = List.of(30, 7, 365);

    /** How far one can look back. */
    public List<Option> timeOptions() {
        return CHOICES.stream()
                .map(choice -> new Option(Integer.toString(choice), page.text("dashboards.operation.days", choice)))
                .toList();
    }

    /** What the charts draw, as JSON that is safe inside a script element. */
    public String chartData() {
        ObjectNode data = CanonicalJson.MAPPER.createObjectNode();
        new Drawing(page, false).charts(data, charts);
        return CanonicalJson.MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    }
}
