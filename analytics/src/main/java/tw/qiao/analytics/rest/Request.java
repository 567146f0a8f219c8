package tw.qiao.analytics.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a program asks.
 *
 * @param path as it came, still encoded, for example {@code /v1/config}
 * @param headers by their names in small letters
 */
public record Request(String method, String path, Map<String, String> headers, String body) {

    /** The parts of the path, decoded. */
    List<String> segments() {
        return Stream.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** What follows {@code Bearer}. */
    Optional<String> token() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
