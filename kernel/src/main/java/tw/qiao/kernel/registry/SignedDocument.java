package tw.qiao.kernel.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
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
 * One kind of document that the exchange's operator signs: <code>{"key_id", NAME, "signature"}</code> in canonical
 * JSON. The signature covers a label of the kind and the canonical bytes of the content, so that no document can be
 * taken for one of another kind.
 */
final class SignedDocument {
    /** The most characters of a document. */
    static final int LARGEST = 16 * 1024 * 1024;

    /** A field that this version does not know may be a restriction, so it is refused. */
    static final JsonMapper MAPPER = CanonicalJson.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final byte[] label;

    SignedDocument(String name) {
        this.name = name;
        this.label = ("tw.qiao " + name + " 1\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The signed form of {@code content}. */
    Map<String, Object> sign(Object content, SigningKey key) {
        JsonNode tree = MAPPER.valueToTree(content);
        var signed = new TreeMap<String, Object>();
        signed.put("key_id", key.verificationKey().id());
        signed.put(name, tree);
        signed.put("signature", Base64.getEncoder().encodeToString(key.sign(covered(tree))));
        return signed;
    }

    /** The document as it came; what it holds is not believed yet. */
    JsonNode parse(String signedJson) {
        try {
            if (signedJson.length() <= LARGEST) {
                return MAPPER.readTree(signedJson);
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    /** The content of {@code signed}, if {@code key} signed it. */
    <T> T read(JsonNode signed, VerificationKey key, Class<T> kind) {
        try {
            JsonNode content = signed.path(name);
            byte[] signature =
                    Base64.getDecoder().decode(signed.path("signature").stringValue(""));
            if (!content.isObject() || !key.verifies(covered(content), signature)) {
                throw Problem.forbidden(name + "_not_signed", "The " + name + " is not signed by the key " + key.id());
            }
            return MAPPER.treeToValue(content, kind);
        } catch (JacksonException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** The bytes that are signed. */
    byte[] covered(JsonNode signedContent) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(label);
        out.writeBytes(CanonicalJson.bytes(signedContent));
        return out.toByteArray();
    }

    JsonNode content(JsonNode signed) {
        return signed.path(name);
    }

    private Problem malformed() {
        return Problem.invalid(name + "_malformed", "A signed " + name + " is a JSON object that this version knows");
    }
}
