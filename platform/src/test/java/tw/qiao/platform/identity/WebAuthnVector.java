package tw.qiao.platform.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;
import tw.qiao.kernel.CanonicalJson;

/**
 * A registration and an authentication with one credential, of W3C's test vectors (WebAuthn Level 3, section "Test
 * Vectors").
 *
 * @param name the name of the vector in the specification
 * @param signer the private keys that the specification publishes with it
 */
record WebAuthnVector(String name, Registration registration, Authentication authentication, VectorSigner signer) {
    static final String ORIGIN = "https://example.org";
    private static final CBORMapper CBOR = new CBORMapper();
    private static final Map<String, WebAuthnVector> ALL = read();

    /** What the authenticator answers when the credential is made, in hexadecimal. */
    record Registration(String challenge, String clientData, String attestationObject) {}

    /** What the authenticator answers when the credential is used, in hexadecimal. */
    record Authentication(String challenge, String clientData, String authenticatorData, String signature) {}

    static WebAuthnVector of(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    static int count() {
        return ALL.size();
    }

    private static Map<String, WebAuthnVector> read() {
        try (InputStream file = WebAuthnVector.class.getResourceAsStream("webauthn-vectors.json")) {
            var all = new LinkedHashMap<String, WebAuthnVector>();
            for (JsonNode json : CanonicalJson.MAPPER.readTree(file).path("vectors")) {
                all.put(json.path("name").stringValue(), vector(json));
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static WebAuthnVector vector(JsonNode json) {
        JsonNode made = json.path("registration");
        JsonNode used = json.path("authentication");
        return new WebAuthnVector(
                json.path("name").stringValue(),
                new Registration(
                        text(made, "challenge"), text(made, "clientDataJSON"), text(made, "attestationObject")),
                new Authentication(
                        text(used, "challenge"),
                        text(used, "clientDataJSON"),
                        text(used, "authenticatorData"),
                        text(used, "signature")),
                new VectorSigner(
                        bytes(text(json, "credentialPrivateKey")), bytes(text(json, "attestationPrivateKey"))));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).stringValue("");
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The same vector as it would be had the authenticator verified the user: the platform demands that, but not every
     * vector has it. The flag is set and what it invalidates is signed again, with the vector's own keys.
     */
    WebAuthnVector withUserVerified() throws GeneralSecurityException {
        byte[] data = verified(bytes(authentication.authenticatorData()));
        byte[] signature = signer.credential(algorithm(), data, bytes(authentication.clientData()));
        return new WebAuthnVector(
                name,
                new Registration(registration.challenge(), registration.clientData(), hex(attestationOfVerified())),
                new Authentication(authentication.challenge(), authentication.clientData(), hex(data), hex(signature)),
                signer);
    }

    private static byte[] verified(byte[] authenticatorData) {
        byte[] changed = authenticatorData.clone();
        changed[32] |= SoftAuthenticator.UV;
        return changed;
    }

    private byte[] attestationOfVerified() throws GeneralSecurityException {
        ObjectNode attestation = attestation();
        byte[] data = verified(authenticatorData());
        if (attestation.path("attStmt") instanceof ObjectNode statement && statement.has("sig")) {
            byte[] client = bytes(registration.clientData());
            statement.put(
                    "sig",
                    statement.has("x5c")
                            ? signer.attestation(data, client)
                            : signer.credential(algorithm(), data, client));
        }
        attestation.put("authData", data);
        return CBOR.writeValueAsBytes(attestation);
    }

    private ObjectNode attestation() {
        return (ObjectNode) CBOR.readTree(bytes(registration.attestationObject()));
    }

    private byte[] authenticatorData() {
        return attestation().path("authData").binaryValue();
    }

    private byte[] credentialId() {
        byte[] data = authenticatorData();
        int length = ByteBuffer.wrap(data).getShort(53);
        return Arrays.copyOfRange(data, 55, 55 + length);
    }

    /** The COSE algorithm of the credential's key. */
    private int algorithm() {
        byte[] data = authenticatorData();
        byte[] key = Arrays.copyOfRange(data, 55 + credentialId().length, data.length);
        return CBOR.readTree(key).path("3").intValue();
    }

    PasskeyAnswer registered() {
        return answer(Map.of(
                "clientDataJSON", base64(registration.clientData()),
                "attestationObject", base64(registration.attestationObject())));
    }

    /** The answer of a sign-in; a user handle is no part of a vector and is not signed. */
    PasskeyAnswer authenticated(byte[] userHandle) {
        return answer(Map.of(
                "clientDataJSON", base64(authentication.clientData()),
                "authenticatorData", base64(authentication.authenticatorData()),
                "signature", base64(authentication.signature()),
                "userHandle", SoftAuthenticator.encode(userHandle)));
    }

    private PasskeyAnswer answer(Map<String, String> response) {
        return PasskeyAnswer.read(CanonicalJson.MAPPER.writeValueAsBytes(
                Map.of("rawId", SoftAuthenticator.encode(credentialId()), "response", response)));
    }

    private static String base64(String hex) {
        return SoftAuthenticator.encode(bytes(hex));
    }

    /** The same vector with the last bit of its authentication's signature changed. */
    WebAuthnVector withChangedSignature() {
        byte[] signature = bytes(authentication.signature());
        signature[signature.length - 1] ^= 1;
        return new WebAuthnVector(
                name,
                registration,
                new Authentication(
                        authentication.challenge(),
                        authentication.clientData(),
                        authentication.authenticatorData(),
                        hex(signature)),
                signer);
    }
}
