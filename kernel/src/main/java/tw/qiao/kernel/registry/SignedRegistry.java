package tw.qiao.kernel.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * The form in which a {@link Registry} travels: <code>{"key_id", "registry", "signature"}</code> in canonical JSON. The
 * signature covers a label and the canonical bytes of {@code registry}, so white space and key order do not matter.
 */
public final class SignedRegistry {
    private static final byte[] LABEL = "tw.qiao registry 1\n".getBytes(StandardCharsets.UTF_8);
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** A field that this version does not know may be a restriction, so it is refused. */
    private static final JsonMapper MAPPER = CanonicalJson.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SignedRegistry() {}

    /** The signed form of {@code registry}. */
    public static String sign(Registry registry, SigningKey key) {
        JsonNode content = MAPPER.valueToTree(registry);
        byte[] signature = key.sign(covered(content));
        var signed = Map.of(
                "key_id",
                key.verificationKey().id(),
                "registry",
                content,
                "signature",
                Base64.getEncoder().encodeToString(signature));
        return new String(CanonicalJson.bytes(signed), StandardCharsets.UTF_8);
    }

    /** The registry in {@code signedJson}, if {@code key} signed it and it has not expired. */
    public static Registry verify(String signedJson, VerificationKey key, Clock clock) {
        Registry registry = verifyPast(signedJson, key);
        Instant now = clock.instant();
        if (registry.issuedAt().isAfter(now.plus(SKEW))) {
            throw Problem.of("registry_from_future", 500, false, "The registry is dated later than this clock");
        }
        if (!now.isBefore(registry.validUntil())) {
            throw Problem.unavailable(
                    "registry_expired", "Registry " + registry.number() + " ended at " + registry.validUntil());
        }
        return registry;
    }

    /** The registry in {@code signedJson}, if {@code key} signed it, whenever that was: for evidence of the past. */
    public static Registry verifyPast(String signedJson, VerificationKey key) {
        if (signedJson.length() > LARGEST) {
            throw malformed();
        }
        return read(signedJson, key);
    }

    /**
     * As {@link #verify(String, VerificationKey, Clock)}, and refuses a registry that is older than {@code known}, or
     * another one under the same number.
     */
    public static Registry verify(String signedJson, VerificationKey key, Clock clock, Registry known) {
        Registry registry = verify(signedJson, key, clock);
        if (registry.number() < known.number()) {
            throw Problem.conflict(
                    "registry_rolled_back",
                    "Registry " + known.number() + " is in use; number " + registry.number() + " is older");
        }
        if (registry.number() == known.number() && !registry.equals(known)) {
            throw Problem.conflict("registry_forked", "There are two registries with number " + known.number());
        }
        return registry;
    }

    private static Registry read(String signedJson, VerificationKey key) {
        try {
            JsonNode signed = MAPPER.readTree(signedJson);
            JsonNode content = signed.path("registry");
            byte[] signature =
                    Base64.getDecoder().decode(signed.path("signature").stringValue(""));
            if (!content.isObject() || !key.verifies(covered(content), signature)) {
                throw Problem.forbidden("registry_not_signed", "The registry is not signed by the key " + key.id());
            }
            return MAPPER.treeToValue(content, Registry.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static byte[] covered(JsonNode content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(LABEL);
        out.writeBytes(CanonicalJson.bytes(content));
        return out.toByteArray();
    }

    private static Problem malformed() {
        return Problem.invalid("registry_malformed", "A signed registry is a JSON object that this version knows");
    }
}
