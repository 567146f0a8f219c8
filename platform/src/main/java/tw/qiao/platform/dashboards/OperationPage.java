package tw.qiao.platform.dashboards;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.dashboards.OperationState.Sheet;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;

/**
 * The board of the platform's own operation in the words of a page.
 *
 * @param cited the name of the kept state that is shown; empty for the newest
 */
public record OperationPage(Page page, int days, Instant at, String cited, List<Chart> charts) {
    static final String PATH = "/dashboards/operation";
    static final List<Integer> CHOICES = List.of(30, 7, 365);

    static OperationPage of(OperationState state, String cited, Page page) {
        return new OperationPage(
                page,
                state.days(),
                state.at(),
                cited,
                state.sheets().stream().map(sheet -> chart(sheet, page)).toList());
    }

    private static Chart chart(Sheet sheet, Page page) {
        String name = "dashboards.operation." + sheet.name();
        boolean empty = sheet.rows().isEmpty();
        return new Chart(
                sheet.name(),
                Chart.Kind.BARS,
                page.text(name),
                page.text(name + ".unit"),
                page.text(name + ".rows"),
                sheet.rows().stream()
                        .map(row -> row.name().equals(OperationState.TOTAL)
                                ? page.text("dashboards.operation.total")
                                : page.textOr(name + "." + row.name(), row.name()))
                        .toList(),
                empty ? List.of() : series(sheet, name, page),
                empty ? page.text("dashboards.operation.nothing") : "");
    }

    private static List<Chart.Series> series(Sheet sheet, String name, Page page) {
        List<String> names = sheet.series();
        return IntStream.range(0, names.size())
                .mapToObj(number -> new Chart.Series(
                        page.textOr(name + ".series." + names.get(number), page.text(name)), sheet.column(number)))
                .toList();
    }

    /** How far one can look back. */
    public List<Option> timeOptions() {
        return CHOICES.stream()
                .map(choice -> new Option(Integer.toString(choice), page.text("dashboards.operation.days", choice)))
                .toList();
    }

    /** The address of what is shown, which for a kept state stays the same. */
    public String address() {
        return PATH + query();
    }

    private String query() {
        return cited.isEmpty() ? "?time=" + days : "?at=" + cited;
    }

    /** Where a chart's table is to be had as a file. */
    public String download(Chart chart) {
        return PATH + "/" + chart.name() + ".csv" + query();
    }

    Optional<byte[]> csv(String name) {
        var states = new ArrayList<>(List.of(page.text("dashboards.operation.days", days), at.toString()));
        if (!cited.isEmpty()) {
            states.add(address());
        }
        return new Downloads(page, page.text("dashboards.operation.place"), states, List.of(source()))
                .csv(charts, name);
    }

    /** Where the figures come from. */
    public String source() {
        return page.text("dashboards.operation.source", page.dateTime(at));
    }

    /** What the charts draw, as JSON that is safe inside a script element. */
    public String chartData() {
        ObjectNode data = CanonicalJson.MAPPER.createObjectNode();
        new Drawing(page, false).charts(data, charts);
        return CanonicalJson.MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    }
}
