package tw.qiao.platform.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * The JSON that our script sends for an answer of an authenticator: the members of {@code PublicKeyCredential.toJSON()}
 * that count, each as base64url.
 */
final class PasskeyAnswer {
    static final int LARGEST = 64 * 1024;

    private final JsonNode json;

    private PasskeyAnswer(JsonNode json) {
        this.json = json;
    }

    /** Reads an answer of at most 64 KB. */
    static PasskeyAnswer read(byte[] body) {
        if (body.length > LARGEST) {
            throw malformed("The answer is larger than 64 KB", null);
        }
        try {
            JsonNode json = CanonicalJson.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            if (!json.isObject()) {
                throw malformed("The answer is not a JSON object", null);
            }
            return new PasskeyAnswer(json);
        } catch (JacksonException unreadable) {
            throw malformed("The answer is not JSON", unreadable);
        }
    }

    byte[] credentialId() {
        return required(json.path("rawId"));
    }

    /** A member of {@code response} that must be there. */
    byte[] required(String name) {
        return required(json.path("response").path(name));
    }

    /** A member of {@code response} that may be missing. */
    byte @Nullable [] optional(String name) {
        JsonNode node = json.path("response").path(name);
        return node.isMissingNode() || node.isNull() ? null : required(node);
    }

    /** The client data, whose challenge must be there. */
    byte[] clientData() {
        byte[] client = required("clientDataJSON");
        try {
            JsonNode read = CanonicalJson.MAPPER.readTree(client);
            if (!read.isObject()) {
                throw malformed("The client data is not a JSON object", null);
            }
            if (!read.path("challenge").isString()) {
                throw Problem.invalid("webauthn_bad_challenge", "The answer has no challenge");
            }
            return client;
        } catch (JacksonException unreadable) {
            throw malformed("The client data is not JSON", unreadable);
        }
    }

    /** The name that the person gave the passkey; empty when she gave none. */
    String name() {
        JsonNode name = json.path("name");
        return name.isString() ? name.stringValue() : "";
    }

    private static byte[] required(JsonNode node) {
        if (!node.isString()) {
            throw malformed("A member of the answer is missing", null);
        }
        try {
            return Base64.getUrlDecoder().decode(node.stringValue());
        } catch (IllegalArgumentException notBase64) {
            throw malformed("A member of the answer is not base64url", notBase64);
        }
    }

    static Problem malformed(String message, @Nullable Throwable cause) {
        Problem problem = Problem.invalid("webauthn_malformed", message);
        if (cause != null) {
            problem.initCause(cause);
        }
        return problem;
    }
}
