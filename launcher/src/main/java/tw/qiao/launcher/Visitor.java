package tw.qiao.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final String ACTION = "action=\"";
    private static final int PATIENCE_MILLISECONDS = 30_000;

    static {
        System.setProperty("http.maxConnections", "64"); // kept alive, for many visitors at once
    }

    private final String address;
    private final PageTimes times;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** What happens to the time of each page, in nanoseconds. */
    public interface PageTimes {
        /** Takes the time of one page. */
        void took(String method, String path, long nanoseconds);
    }

    public Visitor(String address, PageTimes times) {
        this.address = address;
        this.times = times;
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
        return send("GET", at(path), "", 0);
    }

    /**
     * Submits the form of {@code page} that posts to {@code action}, with its hidden inputs and {@code values}.
     *
     * @param action the path of the form, or the start of it
     */
    public Visited submit(Visited page, String action, Map<String, String> values) {
        int attribute = page.html().indexOf(ACTION + action);
        int end = page.html().indexOf("</form>", attribute);
        if (attribute < 0 || end < 0) {
            throw Problem.unavailable(
                    "story_form",
                    "Expected a form for " + action + " on " + page.path() + " (" + page.status() + "), got the page: "
                            + page.heading());
        }
        String form = page.html().substring(attribute + ACTION.length(), end);
        var data = new LinkedHashMap<String, String>();
        Matcher hidden = HIDDEN.matcher(form);
        while (hidden.find()) {
            data.put(hidden.group(1), unescaped(hidden.group(2)));
        }
        data.putAll(values);
        return post(unescaped(form.substring(0, form.indexOf('"'))), data);
    }

    /** Posts {@code values} as a form and follows the redirect. */
    public Visited post(String path, Map<String, String> values) {
        var form = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> form.put(encoded(name), encoded(value)));
        return send("POST", at(path), joined(form, "&"), 0);
    }

    /** A file as bytes. */
    public byte[] download(String path) {
        try {
            HttpURLConnection connection = ask("GET", at(path), "");
            byte[] body = body(connection);
            if (connection.getResponseCode() != 200) {
                throw Problem.unavailable(
                        "story_file", "Expected a file at " + path + ", got " + connection.getResponseCode());
            }
            return body;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Visited send(String method, URI target, String form, int redirects) {
        try {
            long start = System.nanoTime();
            HttpURLConnection connection = ask(method, target, form);
            String html = new String(body(connection), StandardCharsets.UTF_8);
            times.took(method, target.getPath(), System.nanoTime() - start);
            String location = connection.getHeaderField("Location");
            if (location != null && redirects < 5) {
                return send("GET", target.resolve(location), "", redirects + 1);
            }
            return new Visited(connection.getResponseCode(), target, html);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // The old client and not HttpClient: it does without threads of its own, so the driver costs little.
    private HttpURLConnection ask(String method, URI target, String form) throws IOException {
        var connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(PATIENCE_MILLISECONDS);
        connection.setReadTimeout(PATIENCE_MILLISECONDS);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", "text/html");
        if (!cookies.isEmpty()) {
            connection.setRequestProperty("Cookie", joined(cookies, "; "));
        }
        if (method.equals("POST")) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            try (var out = connection.getOutputStream()) {
                out.write(form.getBytes(StandardCharsets.US_ASCII));
            }
        }
        connection.getHeaderFields().getOrDefault("Set-Cookie", List.of()).stream()
                .flatMap(line -> HttpCookie.parse(line).stream())
                .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
        return connection;
    }

    private static byte[] body(HttpURLConnection connection) throws IOException {
        boolean failed = connection.getResponseCode() >= 400;
        try (InputStream in = failed ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static String joined(Map<String, String> values, String between) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(between));
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
