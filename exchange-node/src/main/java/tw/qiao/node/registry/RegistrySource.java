package tw.qiao.node.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A file or an http address where the exchange's operator puts something new now and then. */
final class RegistrySource implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final int NOT_MODIFIED = 304;

    private final String place;
    private final Path home;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private String last = "";
    private String tag = "";

    /** @param place an http address, or a file, as seen from {@code home} */
    RegistrySource(String place, Path home) {
        this.place = place;
        this.home = home;
    }

    /** The source of the file with the given name beside this one. */
    RegistrySource beside(String name) {
        String other = isRemote()
                ? URI.create(place).resolve(name).toString()
                : home.resolve(place).resolveSibling(name).toString();
        return new RegistrySource(other, home);
    }

    private boolean isRemote() {
        return place.startsWith("http");
    }

    /**
     * What is there, if it is another than the last time; throws {@link NoSuchFileException} where there is nothing.
     */
    Optional<String> changed() throws IOException {
        var content = isRemote() ? download() : Optional.of(read(Files.newInputStream(home.resolve(place))));
        var other = content.filter(text -> !text.equals(last));
        other.ifPresent(text -> last = text);
        return other;
    }

    /** Forgets what was there, because it was of no use; it is told again. */
    void forget() {
        last = "";
        tag = "";
    }

    private Optional<String> download() throws IOException {
        var request = HttpRequest.newBuilder(URI.create(place)).timeout(PATIENCE);
        if (!tag.isEmpty()) {
            request.header("if-none-match", tag);
        }
        try {
            return content(client.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Optional<String> content(HttpResponse<InputStream> response) throws IOException {
        try (var body = response.body()) {
            return switch (response.statusCode()) {
                case 200 -> {
                    var content = Optional.of(read(body));
                    tag = response.headers().firstValue("etag").orElse("");
                    yield content;
                }
                case NOT_MODIFIED -> Optional.empty();
                case 404 -> throw new NoSuchFileException(place);
                default -> throw new IOException(place + " answered with status " + response.statusCode());
            };
        }
    }

    private String read(InputStream content) throws IOException {
        try (content) {
            byte[] octets = content.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw new IOException(place + " is longer than " + LARGEST + " octets");
            }
            return new String(octets, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
