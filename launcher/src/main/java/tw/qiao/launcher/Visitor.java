package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;

/**
 * A person at the platform as the smoke test and the journey benchmark need her: cookies, pages, forms, no JavaScript.
 * It reads pages with regular expressions and not with a parser, so that it costs little beside what it measures.
 */
public final class Visitor {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern HEADING = Pattern.compile("<h1[^>]*>(.*?)</h1>", Pattern.DOTALL);

    private final String address;
    private final HttpClient client;
    private final PageTimes times;

    /** What happens to the time of each page, in nanoseconds. */
    public interface PageTimes {
        /** Takes the time of one page. */
        void took(String method, String path, long nanoseconds);
    }

    public Visitor(String address, PageTimes times) {
        this.address = address;
        this.times = times;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** A page as it came. */
    public record Visited(int status, URI address, String html) {
        /** The text of the first heading, without markup. */
        public String heading() {
            Matcher heading = HEADING.matcher(html);
            return heading.find() ? heading.group(1).replaceAll("<[^>]+>", "").strip() : "";
        }

        /** The path and query of the page. */
        public String path() {
            return address.getRawQuery() == null
                    ? address.getRawPath()
                    : address.getRawPath() + "?" + address.getRawQuery();
        }

        /** The first group of {@code pattern} in the page. */
        public String find(String pattern) {
            Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
            if (!matcher.find()) {
                throw Problem.unavailable(
                        "story_page",
                        "Expected " + pattern + " on " + address + " (" + status + "), got the page: " + heading());
            }
            return matcher.group(1);
        }

        /** Whether the page contains {@code text}. */
        public boolean has(String text) {
            return html.contains(text);
        }
    }

    /** Opens a page and follows redirects. */
    public Visited open(String path) {
        return send(HttpRequest.newBuilder(at(path)).GET(), 0);
    }

    /**
     * Submits the form of {@code page} that posts to {@code action}, with its hidden inputs and {@code values}.
     *
     * @param action the path of the form, or the start of it
     */
    public Visited submit(Visited page, String action, Map<String, String> values) {
        Matcher form = Pattern.compile(
                        "<form[^>]*action=\"(" + Pattern.quote(action) + "[^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL)
                .matcher(page.html());
        if (!form.find()) {
            throw Problem.unavailable(
                    "story_form",
                    "Expected a form for " + action + " on " + page.path() + " (" + page.status() + "), got the page: "
                            + page.heading());
        }
        var data = new LinkedHashMap<String, String>();
        Matcher hidden = HIDDEN.matcher(form.group(2));
        while (hidden.find()) {
            data.put(hidden.group(1), unescaped(hidden.group(2)));
        }
        data.putAll(values);
        return post(unescaped(form.group(1)), data);
    }

    /** Posts {@code values} as a form and follows the redirect. */
    public Visited post(String path, Map<String, String> values) {
        String body = values.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                0);
    }

    /** A file as bytes. */
    public byte[] download(String path) {
        try {
            var response = client.send(
                    HttpRequest.newBuilder(at(path)).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw Problem.unavailable(
                        "story_file", "Expected a file at " + path + ", got " + response.statusCode());
            }
            return response.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private Visited send(HttpRequest.Builder builder, int redirects) {
        HttpRequest request = builder.header("Accept", "text/html")
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            long start = System.nanoTime();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            times.took(request.method(), request.uri().getPath(), System.nanoTime() - start);
            if (response.statusCode() / 100 == 3 && redirects < 5) {
                String location = response.headers().firstValue("Location").orElseThrow();
                return send(
                        HttpRequest.newBuilder(request.uri().resolve(location)).GET(), redirects + 1);
            }
            return new Visited(response.statusCode(), response.uri(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for a page", cause);
    }

    private URI at(String path) {
        return URI.create(path.startsWith("http") ? path : address + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescaped(String attribute) {
        return attribute
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }
}
