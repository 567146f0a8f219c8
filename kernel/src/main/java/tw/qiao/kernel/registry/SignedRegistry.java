package tw.qiao.kernel.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.TlogProof;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * The form in which a {@link Registry} travels: <code>{"key_id", "registry", "signature"}</code> in canonical JSON. The
 * signature covers a label and the canonical bytes of {@code registry}, so white space and key order do not matter.
 */
public final class SignedRegistry {
    private static final SignedDocument DOCUMENT = new SignedDocument("registry");
    private static final Duration SKEW = Duration.ofMinutes(5);

    private SignedRegistry() {}

    /** The signed form of {@code registry}. */
    public static String sign(Registry registry, SigningKey key) {
        return new String(CanonicalJson.bytes(DOCUMENT.sign(registry, key)), StandardCharsets.UTF_8);
    }

    /**
     * As {@link #sign}, with the proof that the edition is recorded in {@code log}, so that nobody can be given another
     * edition of the same number without everybody being able to see it.
     */
    public static String publish(Registry registry, SigningKey key, EvidenceLog log) {
        if (!registry.lastsADay()) {
            throw Problem.invalid("registry_short", "A registry must be valid for 24 hours at least");
        }
        var signed = DOCUMENT.sign(registry, key);
        byte[] entry = entry(SignedDocument.MAPPER.valueToTree(signed));
        long index = log.append("registry/" + registry.number(), entry);
        if (!Arrays.equals(log.entry(index), entry)) {
            throw Problem.conflict(
                    "registry_forked", "Another registry " + registry.number() + " was published before");
        }
        var receipt = log.receipt(index);
        signed.put("proof", TlogProof.of(receipt, receipt.entries().getFirst()).toString());
        return new String(CanonicalJson.bytes(signed), StandardCharsets.UTF_8);
    }

    /** Promises that the edition in {@code signedJson} carries the proof that it is recorded as {@code policy} asks. */
    public static void requireLogged(String signedJson, WitnessPolicy policy) {
        var signed = DOCUMENT.parse(signedJson);
        TlogProof.parse(signed.path("proof").stringValue("")).verify(entry(signed), policy);
    }

    /**
     * The registry in {@code signedJson}, if {@code key} signed it, be it expired or not: to know which one was seen
     * last.
     */
    public static Registry seen(String signedJson, VerificationKey key) {
        return DOCUMENT.read(DOCUMENT.parse(signedJson), key, Registry.class);
    }

    /** The registry in {@code signedJson}, if {@code key} signed it and it has not expired. */
    public static Registry verify(String signedJson, VerificationKey key, Clock clock) {
        Registry registry = seen(signedJson, key);
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

    /** The bytes by which an edition is recorded: its number, and the SHA-256 of what is signed. */
    private static byte[] entry(JsonNode signed) {
        var content = DOCUMENT.content(signed);
        var entry = new TreeMap<String, Object>();
        entry.put("v", 1);
        entry.put("kind", "registry");
        entry.put("number", content.path("number").longValue(0));
        entry.put("sha256", sha256(DOCUMENT.covered(content)));
        return CanonicalJson.bytes(entry);
    }

    private static String sha256(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
