package tw.qiao.platform.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A visitor with a cookie jar and without JavaScript: follows links and submits forms as the pages offer them. */
public final class TestVisitor {
    private final String address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    TestVisitor(String address) {
        this.address = address;
    }

    /** A page as the visitor got it. */
    public record Visited(int status, URI address, Document document, HttpResponse<String> response) {
        /** The first heading. */
        public String heading() {
            Element heading = document.selectFirst("h1");
            return heading == null ? "" : heading.text();
        }

        /** All the text of the page. */
        public String text() {
            return document.text();
        }
    }

    /** Opens {@code path}, which may also be a whole address. */
    public Visited open(String path) {
        return send(HttpRequest.newBuilder(at(path))
                .header("Accept", "text/html")
                .GET()
                .build());
    }

    /** Submits the first form of {@code page} that matches {@code selector}, with {@code values} typed in. */
    public Visited submit(Visited page, String selector, Map<String, String> values) {
        Element form = page.document().selectFirst(selector);
        if (form == null) {
            throw new AssertionError("No form " + selector + " on the page: " + page.text());
        }
        var data = new LinkedHashMap<String, String>();
        form.select("input[type=hidden]").forEach(input -> data.put(input.attr("name"), input.attr("value")));
        form.select("input[type=text],input[type=email],input:not([type])")
                .forEach(input -> data.put(input.attr("name"), input.attr("value")));
        form.select("textarea").forEach(area -> data.put(area.attr("name"), area.wholeText()));
        form.select("input[checked]").forEach(input -> data.put(input.attr("name"), input.attr("value")));
        data.putAll(values);
        String action = form.attr("action").isEmpty() ? page.address().toString() : form.attr("action");
        String target = page.address().resolve(action).toString();
        return form.attr("method").equalsIgnoreCase("post")
                ? post(target, data)
                : open(target.replaceFirst("#.*", "") + "?" + encoded(data));
    }

    /** Posts {@code data} as a form, without looking at any page. */
    public Visited post(String path, Map<String, String> data) {
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(data)))
                .build());
    }

    /** The cookies of the visitor, for tests that tamper with them. */
    public CookieManager cookies() {
        return cookies;
    }

    /** Sends any request with the visitor's cookies. */
    public Visited send(HttpRequest request) {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Visited(response.statusCode(), response.uri(), Jsoup.parse(response.body()), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private URI at(String path) {
        return URI.create(path.startsWith("http") ? path : address + path);
    }

    private static String encoded(Map<String, String> data) {
        return data.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
