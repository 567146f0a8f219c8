package tw.qiao.verifier;

import java.nio.ByteBuffer;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Hash;

/**
 * What opens the commitment to a request: the salt, and the SHA-256 of the lines that were signed without salt, time
 * and nonce (docs/exchange-protocol.md, "Once").
 */
record Opening(String salt, String content) {
    static Opening read(JsonNode json) {
        return new Opening(
                json.path("salt").stringValue(""), json.path("content").stringValue(""));
    }

    /** Requires that the entry commits to this content, to the last bit: base64 has bits that most readers ignore. */
    void require(Entry request) {
        byte[] secret = Base64.getUrlDecoder().decode(salt);
        byte[] digest = Base64.getDecoder().decode(content);
        boolean canonical =
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret).equals(salt)
                        && Base64.getEncoder().encodeToString(digest).equals(content);
        byte[] salted = ByteBuffer.allocate(secret.length + digest.length)
                .put(secret)
                .put(digest)
                .array();
        String commitment = Base64.getUrlEncoder().withoutPadding().encodeToString(Hash.sha256(salted));
        if (!canonical || !request.value("request").equals(commitment)) {
            throw Problem.forbidden("commitment_not_opened", "The log commits to another request than the one shown");
        }
    }
}
