package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * Gets a file from a server: within a time, up to a size, and never from another host than the one that was named. The
 * content type that the server claims is not even looked at.
 */
final class Download implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 5;

    /** What a download may cost. */
    record Limits(Duration time, long bytes) {}

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, String> headers;
    private final Limits limits;
    private final long deadline;
    private long left;

    /**
     * @param headers what is said with each question
     * @param limits for all files together
     */
    Download(Map<String, String> headers, Limits limits) {
        this.headers = headers;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
        this.left = limits.bytes();
    }

    /** Gets what {@code address} has into {@code target}. */
    void get(URI address, Path target) {
        URI at = address;
        try {
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                HttpResponse<InputStream> answer = ask(at);
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() == 200) {
                        write(address, body, target);
                        return;
                    }
                }
                at = redirect(at, answer);
            }
            throw failed(address, "it redirects without end 轉址次數過多");
        } catch (IOException e) {
            throw Problem.unavailable("intake_http", host(address) + " does not answer: " + e + " 伺服器沒有回應", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("intake_http", "The download was interrupted", e);
        }
    }

    private HttpResponse<InputStream> ask(URI address) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(remaining(address));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private Duration remaining(URI address) {
        long nanoseconds = deadline - System.nanoTime();
        if (nanoseconds <= 0) {
            throw tooSlow(address);
        }
        return Duration.ofNanos(nanoseconds);
    }

    private Problem tooSlow(URI address) {
        return failed(address, "it takes longer than " + limits.time().toSeconds() + " s 下載逾時");
    }

    private void write(URI address, InputStream body, Path target) throws IOException {
        // a body that comes too late is closed under its reader, because reading has no time limit of its own
        var late = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(remaining(address));
                body.close();
            } catch (InterruptedException | IOException | Problem e) {
                // read in time
            }
        });
        try (OutputStream out = Files.newOutputStream(target)) {
            left -= new Limited(
                            body, left, () -> failed(address, "it is larger than " + limits.bytes() + " bytes 檔案過大"))
                    .transferTo(out);
        } catch (IOException e) {
            remaining(address);
            throw e;
        } finally {
            late.interrupt();
        }
    }

    private URI redirect(URI from, HttpResponse<?> answer) {
        int status = answer.statusCode();
        Optional<String> location = answer.headers().firstValue("Location");
        if (status < 300 || status > 399 || location.isEmpty()) {
            Optional<String> refusal = answer.headers().firstValue("X-Road-Error");
            if (refusal.isPresent()) {
                throw ExchangeRefusal.problem(refusal.get());
            }
            throw failed(from, "it answers with the status " + status + " 伺服器回應 " + status);
        }
        URI to = from.resolve(location.get());
        boolean same = from.getAuthority().equalsIgnoreCase(to.getAuthority())
                && from.getScheme().equalsIgnoreCase(to.getScheme());
        if (!same) {
            throw failed(from, "it redirects to another host, " + to.getAuthority() + "; name that one 轉址至其他主機，請直接指定");
        }
        return to;
    }

    private static Problem failed(URI address, String what) {
        return Problem.invalid("intake_http", "The download from " + host(address) + " failed: " + what);
    }

    /** The address without its query, in which there may be a key. */
    private static String host(URI address) {
        return address.getScheme() + "://" + address.getAuthority() + address.getPath();
    }

    @Override
    public void close() {
        client.close();
    }
}
