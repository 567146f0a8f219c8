package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Hash;

/**
 * What opens the commitments of an exchange: the salt, and the lines that were signed without salt, time and nonce
 * (docs/exchange-protocol.md, "Once").
 */
final class Opening {
    private final JsonNode json;

    Opening(JsonNode json) {
        this.json = json;
    }

    /** Requires that the request's commitment is to this content. */
    void requireRequest(Entry request) {
        byte[] content = Base64.getDecoder().decode(text("content"));
        require("request", request, content);
        lines().filter(lines -> !java.util.Arrays.equals(Hash.sha256(lines.getBytes(US_ASCII)), content))
                .ifPresent(_ -> {
                    throw refused("request");
                });
    }

    /** Requires that the response's commitment is to this answer, and says whether there is enough to tell. */
    boolean opensResponse(Entry response) {
        var lines = responseLines();
        lines.ifPresent(text -> require("response", response, Hash.sha256(text.getBytes(US_ASCII))));
        return lines.isPresent();
    }

    /** The signed lines of the request, each a component and its value. */
    Optional<String> lines() {
        return Optional.of(text("lines")).filter(Predicate.not(String::isEmpty));
    }

    /** The value of a line of the request. */
    String line(String name) {
        String start = "\"" + name + "\": ";
        return lines().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("-");
    }

    /** The number of octets of the answer's body. */
    int bodyLength() {
        return body().length;
    }

    private byte[] body() {
        return Base64.getDecoder().decode(text("body"));
    }

    /** A provider's own answer has no gx-error: refusals have no record with an answer. */
    private Optional<String> responseLines() {
        if (lines().isEmpty() || !json.has("status")) {
            return Optional.empty();
        }
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(Hash.sha256(body())) + ":";
        return Optional.of("\"@status\": " + json.path("status").intValue(0)
                + "\n\"content-type\": " + text("content_type")
                + "\n\"content-digest\": " + digest
                + "\n\"gx-id\": " + line("gx-id")
                + "\n\"@method\";req: " + line("@method")
                + "\n\"@path\";req: " + line("@path")
                + "\n\"content-digest\";req: " + line("content-digest") + "\n");
    }

    private void require(String name, Entry entry, byte[] content) {
        byte[] salt = Base64.getUrlDecoder().decode(text("salt"));
        byte[] salted = ByteBuffer.allocate(salt.length + content.length)
                .put(salt)
                .put(content)
                .array();
        String commitment = Base64.getUrlEncoder().withoutPadding().encodeToString(Hash.sha256(salted));
        if (!entry.value(name).equals(commitment)) {
            throw refused(name);
        }
    }

    private static Problem refused(String name) {
        return Problem.forbidden("commitment_not_opened", "The log commits to another " + name + " than the one shown");
    }

    private String text(String name) {
        return json.path(name).stringValue("");
    }
}
