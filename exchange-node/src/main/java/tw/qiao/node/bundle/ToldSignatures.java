package tw.qiao.node.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.log.GroupSignature;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * Signatures of this node's own messages, which the other party received and tells back. They are taken only where they
 * verify over what this node kept, so that a false one cannot spoil the proof.
 */
public final class ToldSignatures {
    private static final String GROUP = "merkle-";

    private final Function<String, Optional<VerificationKey>> keys;
    private final VerifiedRoots roots = new VerifiedRoots();

    /** @param keys the signing key with the given id, by the registry of the bundle */
    public ToldSignatures(Function<String, Optional<VerificationKey>> keys) {
        this.keys = keys;
    }

    /** Adds to the {@code files} of the party in {@code role} those signatures of {@code told} that belong to them. */
    public void add(Map<String, byte[]> files, String role, JsonNode told) {
        told.propertyStream().forEach(signature -> {
            String name = role + "/" + signature.getKey();
            byte[] base = files.get(name + ".base");
            if (base != null) {
                octets(signature.getValue())
                        .filter(octets -> isMade(octets, base))
                        .ifPresent(octets -> files.putIfAbsent(name + ".signature", octets));
            }
        });
    }

    private static Optional<byte[]> octets(JsonNode base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.stringValue("")));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isMade(byte[] signature, byte[] base) {
        String text = new String(base, US_ASCII);
        String parameters = text.substring(text.lastIndexOf('\n') + 1);
        boolean grouped = parameter(parameters, "alg").startsWith(GROUP);
        return keys.apply(parameter(parameters, "keyid"))
                .filter(key -> grouped
                        ? GroupSignature.read(signature)
                                .filter(group -> group.signs(base, key, roots))
                                .isPresent()
                        : key.verifies(base, signature))
                .isPresent();
    }

    private static String parameter(String parameters, String name) {
        String before = ";" + name + "=\"";
        int start = parameters.indexOf(before) + before.length();
        int end = parameters.indexOf('"', start);
        return start < before.length() || end < 0 ? "" : parameters.substring(start, end);
    }
}
