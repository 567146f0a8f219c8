package tw.qiao.kernel.log;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tw.qiao.kernel.Problem;

/**
 * Reads the files of a log over HTTP. However the server behaves, an answer takes no longer than is agreed, and no more
 * memory.
 */
public final class HttpLogSource implements LogSource {
    private final HttpClient client;
    private final String base;
    private final Duration patience;

    /**
     * A log whose files lie under {@code base}.
     *
     * @param base an address that ends with a slash
     * @param patience how long one answer may take, from the first byte to the last
     */
    public HttpLogSource(HttpClient client, String base, Duration patience) {
        this.client = client;
        this.base = base;
        this.patience = patience;
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).GET().build();
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit));
        try {
            var response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return switch (response.statusCode()) {
                case 200 -> Optional.of(response.body());
                case 404, 410 -> Optional.empty();
                default -> throw unreachable(path + " is answered with status " + response.statusCode());
            };
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw unreachable(path + " takes longer than " + patience.toMillis() + " ms");
        } catch (ExecutionException failure) {
            throw unreachable(path + " cannot be read: " + failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw unreachable("The wait for " + path + " ended");
        }
    }

    private static Problem unreachable(String what) {
        return Problem.unavailable("log_unreachable", what);
    }
}
