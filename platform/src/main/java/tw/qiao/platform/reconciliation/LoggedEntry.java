package tw.qiao.platform.reconciliation;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/**
 * What an entry of a node's log says about one exchange, reduced to what both parties must agree about. What is no such
 * entry is none here: a node that writes something else instead lacks the entry.
 *
 * @param side c or p
 * @param kind q for a request, a for an answer, r for a refusal
 * @param consumer the member that asks; empty where the entry does not say
 * @param provider the member that answers; empty where the entry does not say
 * @param facts a hash of all that both parties know of the request
 * @param service a hash of the service's name; null where the consumer's log does not name it
 * @param answer a hash of the answer's status and commitment; null where the entry is of none
 * @param code of an answer that refuses; null otherwise
 */
record LoggedEntry(
        UUID exchange,
        char side,
        char kind,
        String consumer,
        String provider,
        Instant at,
        String facts,
        @Nullable String service,
        @Nullable String answer,
        @Nullable String code) {
    private static final Map<String, Character> SIDES = Map.of("consumer", 'c', "provider", 'p');
    private static final Map<String, Character> KINDS = Map.of("request", 'q', "response", 'a', "refusal", 'r');
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    private static final int LONGEST_CODE = 100;
    private static final String UNNAMED = "-";

    /** Refusals of a provider that came in a flood and were counted. */
    record Counted(String code, long second) {}

    /** Reads an entry of the log of {@code member}; it can speak for no other. */
    static Optional<LoggedEntry> read(byte[] content, String member) {
        try {
            return Optional.of(read(CanonicalJson.MAPPER.readTree(content), member));
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException | Problem other) {
            return Optional.empty();
        }
    }

    private static LoggedEntry read(JsonNode entry, String member) {
        Character side = SIDES.get(text(entry, "side"));
        Character kind = KINDS.get(text(entry, "kind"));
        Instant at = Instant.parse(text(entry, "time"));
        if (side == null || kind == null || at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new IllegalArgumentException("No entry of an exchange");
        }
        String consumer = side == 'c' ? member : member(text(entry, "client"));
        String provider = side == 'p' ? member : member(text(entry, "service"));
        if (kind != 'r' && !(speaks(entry, "client", consumer) && speaks(entry, "service", provider))) {
            throw new IllegalArgumentException("An entry about others");
        }
        String service = text(entry, "service");
        boolean isAnswer = kind == 'a';
        return new LoggedEntry(
                UUID.fromString(text(entry, "gx_id")),
                side,
                kind,
                consumer,
                provider,
                at,
                facts(entry, service),
                service.endsWith("/" + UNNAMED) ? null : hash(service),
                isAnswer ? hash(entry.path("status").intValue(0), text(entry, "response")) : null,
                isAnswer && entry.has("code") ? code(entry) : null);
    }

    /** What a provider's log says about refusals that it counted. */
    static Optional<Counted> counted(byte[] content) {
        try {
            JsonNode entry = CanonicalJson.MAPPER.readTree(content);
            boolean is = text(entry, "kind").equals("refusals")
                    && text(entry, "side").equals("provider");
            return is
                    ? Optional.of(new Counted(code(entry), entry.path("second").longValue(0)))
                    : Optional.empty();
        } catch (JacksonException other) {
            return Optional.empty();
        }
    }

    private static String facts(JsonNode entry, String service) {
        return hash(
                text(entry, "client"),
                service.substring(0, Math.max(0, service.lastIndexOf('/'))),
                text(entry, "method"),
                text(entry, "purpose"),
                text(entry, "basis"),
                text(entry, "request"));
    }

    /** Nothing of a stranger's text is stored but hashes, and codes that look like codes. */
    private static String code(JsonNode entry) {
        String code = text(entry, "code");
        boolean isOne = !code.isEmpty()
                && code.length() <= LONGEST_CODE
                && code.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.');
        return isOne ? code : "other";
    }

    private static boolean speaks(JsonNode entry, String field, String member) {
        return member(text(entry, field)).equals(member) && !member.isEmpty();
    }

    /** The first three parts of the name of a subsystem or service. */
    private static String member(String name) {
        int end = -1;
        for (int i = 0; i < 3; i++) {
            end = name.indexOf('/', end + 1);
            if (end < 0) {
                return "";
            }
        }
        return name.substring(0, end);
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).stringValue("");
    }

    private static String hash(Object... values) {
        byte[] whole = Sha256.of(CanonicalJson.bytes(List.of(values)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 16));
    }
}
