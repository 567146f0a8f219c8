package tw.qiao.platform.warehouse;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** An analyst who sends files and does with them what the pages offer. */
record ImportDesk(TestWarehouse warehouse, TestVisitor analyst) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static ImportDesk of(TestWarehouse warehouse) {
        return new ImportDesk(warehouse, warehouse.analyst());
    }

    /** Sends a file; the page that comes then. */
    Visited send(String feed, String name, byte[] content) {
        String csrf = analyst.open("/warehouse/imports")
                .document()
                .select("form.send [name=_csrf]")
                .val();
        byte[] head = (part("_csrf") + csrf + "\r\n" + part("feed") + feed + "\r\n"
                        + "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8);
        return analyst.send(
                HttpRequest.newBuilder(URI.create(warehouse.platform().address() + "/warehouse/imports"))
                        .header("Content-Type", "multipart/form-data; boundary=limit")
                        .header("Accept", "text/html")
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, content, tail)))
                        .build());
    }

    Visited send(String feed, String name, String text) {
        return send(feed, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String name) {
        return "--limit\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";
    }

    /** Submits a form and waits until the work that it begins is over. */
    Visited submit(Visited page, String selector, Map<String, String> values) throws InterruptedException {
        var data = new HashMap<String, String>();
        page.document()
                .select(selector + " select")
                .forEach(select -> data.put(
                        select.attr("name"), select.select("option[selected]").val()));
        data.putAll(values);
        return settled(analyst.submit(page, selector, data));
    }

    Visited imported(Visited page) throws InterruptedException {
        return submit(page, "form[action$=/begin]", Map.of());
    }

    private Visited settled(Visited page) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Visited seen = page;
        while (!seen.document().select("meta[http-equiv=refresh]").isEmpty() && System.nanoTime() < end) {
            Thread.sleep(200);
            seen = analyst.open(seen.address().toString());
        }
        return seen;
    }

    /** The cells of the first column of an answer. */
    List<String> ask(String statement) {
        return analyst.submit(analyst.open("/warehouse/sql"), "form.editor", Map.of("statement", statement))
                .document()
                .select(".result tbody td:first-child")
                .eachText();
    }
}
