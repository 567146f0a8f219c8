package tw.qiao.analytics.wire;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/** The server's side of one proof by SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677). */
final class Scram {
    static final String NAME = "SCRAM-SHA-256";

    private static final int NONCE_BYTES = 18;

    private final ScramSecret secret;
    private final String ownNonce;
    private String binding = "";
    private String clientFirst = "";
    private String serverFirst = "";
    private String nonce = "";

    Scram(ScramSecret secret, String ownNonce) {
        this.secret = secret;
        this.ownNonce = ownNonce;
    }

    static Scram begin(ScramSecret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return new Scram(secret, Base64.getEncoder().encodeToString(nonce));
    }

    /** What is said to the client's first message. */
    String challenge(String message) {
        // n or y, then perhaps another name to act under, which PostgreSQL does not look at either
        int comma = message.indexOf(',');
        int end = message.indexOf(',', comma + 1);
        if (end < 0 || !(message.startsWith("n,") || message.startsWith("y,"))) {
            throw wrong("channel binding is not offered");
        }
        binding = message.substring(0, end + 1);
        clientFirst = message.substring(end + 1);
        nonce = attribute(clientFirst, "r") + ownNonce;
        serverFirst =
                "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(secret.salt()) + ",i=" + secret.iterations();
        return serverFirst;
    }

    /** What is said to the client's last message; empty when it proves nothing. */
    Optional<String> verdict(String message) {
        int proofAt = message.lastIndexOf(",p=");
        if (proofAt < 0
                || !attribute(message, "r").equals(nonce)
                || !attribute(message, "c").equals(base64(binding))) {
            throw wrong("the last message does not belong to the first");
        }
        String exchanged = clientFirst + "," + serverFirst + "," + message.substring(0, proofAt);
        byte[] proof = decoded(message.substring(proofAt + 3));
        return secret.isProvedBy(proof, exchanged)
                ? Optional.of("v=" + Base64.getEncoder().encodeToString(secret.signature(exchanged)))
                : Optional.empty();
    }

    private static String attribute(String message, String name) {
        for (String part : message.split(",", -1)) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        throw wrong("the part " + name + " was expected");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw wrong("the proof is not in Base64");
        }
    }

    private static Problem wrong(String what) {
        return Problem.invalid("wire_scram", NAME + ": " + what);
    }
}
