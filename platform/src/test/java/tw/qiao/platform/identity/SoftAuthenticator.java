package tw.qiao.platform.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;
import tw.qiao.kernel.CanonicalJson;

/** An authenticator and its browser that can be told to lie about anything; honest until told otherwise. */
final class SoftAuthenticator {
    static final int UP = 1;
    static final int UV = 4;
    static final int BE = 8;
    static final int BS = 16;
    private static final int AT = 64;
    private static final AtomicInteger SEED = new AtomicInteger();

    private final KeyPair key = key();
    byte[] credentialId = random(32);
    byte @Nullable [] userHandle;
    String origin = "http://localhost:8080";
    String relyingParty = "localhost";

    @Nullable String type;

    Object crossOrigin = false;

    @Nullable String topOrigin;

    @Nullable String challenge;

    int flags = UP | UV;
    long counter = 1;
    int algorithm = -7;
    Map<String, Object> statement = Map.of();
    UnaryOperator<byte[]> onSignature = UnaryOperator.identity();
    UnaryOperator<byte[]> onAttestation = UnaryOperator.identity();

    /** The answer to the options of a registration. */
    Map<String, Object> register(JsonNode options) {
        userHandle = decode(options.path("user").path("id").stringValue());
        byte[] client = client(options, "webauthn.create");
        var attestation = new LinkedHashMap<String, Object>();
        attestation.put("fmt", statement.isEmpty() ? "none" : "packed");
        attestation.put("attStmt", statement);
        attestation.put("authData", authenticatorData(flags | AT, attested()));
        byte[] object = onAttestation.apply(new CBORMapper().writeValueAsBytes(attestation));
        return answer(Map.of("clientDataJSON", encode(client), "attestationObject", encode(object)));
    }

    /** The answer to the options of a sign-in. */
    Map<String, Object> signIn(JsonNode options) {
        byte[] client = client(options, "webauthn.get");
        byte[] data = authenticatorData(flags, new byte[0]);
        var response = new LinkedHashMap<String, Object>();
        response.put("clientDataJSON", encode(client));
        response.put("authenticatorData", encode(data));
        response.put("signature", encode(onSignature.apply(sign(data, client))));
        response.put("userHandle", userHandle == null ? null : encode(userHandle));
        return answer(response);
    }

    private Map<String, Object> answer(Map<String, Object> response) {
        return Map.of("rawId", encode(credentialId), "response", response, "name", "測試金鑰");
    }

    private byte[] client(JsonNode options, String usualType) {
        var client = new LinkedHashMap<String, Object>();
        client.put("type", type == null ? usualType : type);
        String asked = options.path("challenge").stringValue();
        client.put("challenge", challenge == null ? asked : challenge);
        client.put("origin", origin);
        client.put("crossOrigin", crossOrigin);
        if (topOrigin != null) {
            client.put("topOrigin", topOrigin);
        }
        client.values().removeIf(value -> value.equals("absent"));
        return CanonicalJson.MAPPER.writeValueAsBytes(client);
    }

    private byte[] authenticatorData(int marks, byte[] attested) {
        byte[] hash = sha256(relyingParty.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(37 + attested.length)
                .put(hash)
                .put((byte) marks)
                .putInt((int) counter)
                .put(attested)
                .array();
    }

    private byte[] attested() {
        byte[] publicKey = coseKey();
        return ByteBuffer.allocate(18 + credentialId.length + publicKey.length)
                .put(new byte[16])
                .putShort((short) credentialId.length)
                .put(credentialId)
                .put(publicKey)
                .array();
    }

    /** The public key by RFC 9053, 7.1.1. */
    private byte[] coseKey() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3});
        out.writeBytes(
                algorithm >= -24
                        ? new byte[] {(byte) (0x20 - 1 - algorithm)}
                        : new byte[] {0x38, (byte) (-1 - algorithm)});
        out.writeBytes(new byte[] {0x20, 1, 0x21, 0x58, 32});
        out.writeBytes(unsigned(point.getAffineX().toByteArray()));
        out.writeBytes(new byte[] {0x22, 0x58, 32});
        out.writeBytes(unsigned(point.getAffineY().toByteArray()));
        return out.toByteArray();
    }

    private static byte[] unsigned(byte[] number) {
        byte[] out = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, out, 32 - length, length);
        return out;
    }

    private byte[] sign(byte[] data, byte[] client) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(SEED.incrementAndGet()).nextBytes(bytes);
        return bytes;
    }

    static byte[] followedBy(byte[] bytes, int... more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        for (int i = 0; i < more.length; i++) {
            longer[bytes.length + i] = (byte) more[i];
        }
        return longer;
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
