package tw.qiao.platform.cubes;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;
import tw.qiao.platform.warehouse.TestWarehouse;

/** An analyst who explores cubes, a program with a token of hers, and how their answers are read. */
record CubeDesk(TestWarehouse warehouse, TestVisitor analyst, String token) {
    static CubeDesk open() {
        var warehouse = TestWarehouse.shared();
        var analyst = warehouse.analyst();
        String token = analyst.submit(
                        analyst.open("/warehouse/programs"), "form.new-token", Map.of("name", "分析", "days", "7"))
                .document()
                .select(".fresh-token")
                .text();
        return new CubeDesk(warehouse, analyst, token);
    }

    /** What the program gets. */
    Visited get(String path) {
        return get(path, token);
    }

    Visited get(String path, String bearer) {
        var request = HttpRequest.newBuilder(URI.create(warehouse.platform().address() + path));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return warehouse.platform().visitor().send(request.build());
    }

    /** What a statement finds. */
    JsonNode sql(String statement) {
        return json(warehouse.ask(
                token, "application/json", CanonicalJson.MAPPER.writeValueAsString(Map.of("statement", statement))));
    }

    static JsonNode json(Visited answer) {
        return CanonicalJson.MAPPER.readTree(answer.response().body());
    }

    static long number(String cell) {
        return Long.parseLong(cell.replace(",", ""));
    }

    static List<List<String>> rows(Visited page) {
        var rows = new ArrayList<List<String>>();
        for (Element row : page.document().select(".pivot tbody tr, .pivot tfoot tr")) {
            var cells = new ArrayList<String>();
            for (Element cell : row.children()) {
                cell.select(".sr-only").remove();
                cells.add(cell.text());
            }
            rows.add(cells);
        }
        return rows;
    }
}
