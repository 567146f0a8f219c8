package tw.qiao.kernel.signature;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/** The public half of a {@link SigningKey}: tells whether a signature was made by it. In JSON, its SPKI in base64. */
public final class VerificationKey {
    private static final BigInteger P256_PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final byte[] P256_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] ML_DSA_44_PREFIX =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");
    private static final byte[] ML_DSA_65_PREFIX =
            HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");
    private static final int ED25519_LENGTH = 32;
    private static final int ML_DSA_44_LENGTH = 1312;
    private static final int ML_DSA_65_LENGTH = 1952;

    private final SignatureAlgorithm algorithm;
    private final PublicKey key;
    private final PublicKey ownKey;
    private final byte[] spki;
    private final String id;
    private final int signatureLength;

    private VerificationKey(SignatureAlgorithm algorithm, PublicKey key, byte[] spki) {
        this.algorithm = algorithm;
        this.key = key;
        this.ownKey = Cryptography.ownKey(algorithm, key);
        this.spki = spki;
        this.signatureLength =
                algorithm.signatureLength() == 0 ? Rsa.signatureLength(key) : algorithm.signatureLength();
        this.id = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(spki));
    }

    /**
     * The key in a DER SubjectPublicKeyInfo (RFC 5480 with an uncompressed P-256 point, RFC 8410, RFC 9881, or RFC
     * 4055). There is one encoding for each key; every other is refused.
     */
    public static VerificationKey of(byte[] spki) {
        SignatureAlgorithm algorithm = algorithmOf(spki);
        try {
            byte[] own = spki.clone();
            var key = KeyFactory.getInstance(algorithm.keyKind()).generatePublic(new X509EncodedKeySpec(own));
            if (!isSound(algorithm, key, own)) {
                throw unreadable();
            }
            return new VerificationKey(algorithm, key, own);
        } catch (GeneralSecurityException e) {
            throw unreadable();
        }
    }

    private static boolean isSound(SignatureAlgorithm algorithm, PublicKey key, byte[] spki) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> key instanceof ECPublicKey point && isOnP256(point);
            case ED25519 -> Edwards25519.isSound(raw(algorithm, spki));
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 -> Rsa.isSound(key, spki);
            case ML_DSA_44, ML_DSA_65 -> Arrays.equals(key.getEncoded(), spki);
        };
    }

    /** The key in the base64 form of its SPKI, as in JSON and in PEM without line breaks. */
    @JsonCreator
    public static VerificationKey ofBase64(String spki) {
        try {
            return of(Base64.getDecoder().decode(spki));
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /** The key whose 32 bytes are given as in RFC 8032, 5.1.5. */
    public static VerificationKey ofEd25519(byte[] raw) {
        return ofRaw(SignatureAlgorithm.ED25519, raw);
    }

    /** The key with the given {@link #raw()} bytes. */
    public static VerificationKey ofRaw(SignatureAlgorithm algorithm, byte[] raw) {
        var key = of(spki(algorithm, raw));
        if (key.algorithm != algorithm) {
            throw unreadable();
        }
        return key;
    }

    private static byte[] spki(SignatureAlgorithm algorithm, byte[] raw) {
        byte[] prefix = switch (algorithm) {
            case ECDSA_P256_SHA256 -> P256_PREFIX;
            case ED25519 -> ED25519_PREFIX;
            case ML_DSA_44 -> ML_DSA_44_PREFIX;
            case ML_DSA_65 -> ML_DSA_65_PREFIX;
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 -> new byte[0];
        };
        if (prefix.length == 0) {
            return Rsa.spki(algorithm, raw);
        }
        byte[] spki = Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, spki, prefix.length, raw.length);
        return spki;
    }

    private static SignatureAlgorithm algorithmOf(byte[] spki) {
        if (spki.length == P256_PREFIX.length + 64 && startsWith(spki, P256_PREFIX)) {
            return SignatureAlgorithm.ECDSA_P256_SHA256;
        }
        if (spki.length == ED25519_PREFIX.length + ED25519_LENGTH && startsWith(spki, ED25519_PREFIX)) {
            return SignatureAlgorithm.ED25519;
        }
        if (spki.length == ML_DSA_44_PREFIX.length + ML_DSA_44_LENGTH && startsWith(spki, ML_DSA_44_PREFIX)) {
            return SignatureAlgorithm.ML_DSA_44;
        }
        if (spki.length == ML_DSA_65_PREFIX.length + ML_DSA_65_LENGTH && startsWith(spki, ML_DSA_65_PREFIX)) {
            return SignatureAlgorithm.ML_DSA_65;
        }
        if (Rsa.isFor(SignatureAlgorithm.RSA_PSS_SHA512, spki)) {
            return SignatureAlgorithm.RSA_PSS_SHA512;
        }
        if (Rsa.isFor(SignatureAlgorithm.RSA_V1_5_SHA256, spki)) {
            return SignatureAlgorithm.RSA_V1_5_SHA256;
        }
        throw unreadable();
    }

    private static boolean startsWith(byte[] whole, byte[] prefix) {
        return Arrays.equals(whole, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static boolean isOnP256(ECPublicKey key) {
        var curve = key.getParams().getCurve();
        if (!(curve.getField() instanceof ECFieldFp field) || !field.getP().equals(P256_PRIME)) {
            return false;
        }
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(P256_PRIME) < 0
                && y.compareTo(P256_PRIME) < 0
                && y.pow(2).subtract(right).mod(P256_PRIME).signum() == 0;
    }

    private static Problem unreadable() {
        return Problem.invalid(
                "verification_key_unreadable",
                "A public key must be the DER SubjectPublicKeyInfo of P-256, Ed25519, RSA with 2048 to 4096 bits, "
                        + "ML-DSA-44 or ML-DSA-65");
    }

    /** The only algorithm that this key is used with. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The DER SubjectPublicKeyInfo. */
    public byte[] spki() {
        return spki.clone();
    }

    /** The base64 form of the SPKI. */
    @JsonValue
    public String base64() {
        return Base64.getEncoder().encodeToString(spki);
    }

    /** SHA-256 of the SPKI in unpadded base64url: the {@code keyid} of signatures. */
    public String id() {
        return id;
    }

    /** The public key for the JDK's interfaces. */
    public PublicKey publicKey() {
        return key;
    }

    /** The 32 bytes of an Ed25519 key (RFC 8032, 5.1.5); other keys have none. */
    public byte[] ed25519() {
        if (!(key instanceof EdECPublicKey)) {
            throw Problem.invalid("verification_key_not_ed25519", "The key must be Ed25519, but is " + algorithm);
        }
        return raw();
    }

    /** The bytes of the key without their frame: of RSA its RSAPublicKey, of P-256 the 64 of x‖y. */
    public byte[] raw() {
        return raw(algorithm, spki);
    }

    private static byte[] raw(SignatureAlgorithm algorithm, byte[] spki) {
        return switch (algorithm) {
            case ECDSA_P256_SHA256 -> Arrays.copyOfRange(spki, P256_PREFIX.length, spki.length);
            case ED25519 -> Arrays.copyOfRange(spki, ED25519_PREFIX.length, spki.length);
            case ML_DSA_44 -> Arrays.copyOfRange(spki, ML_DSA_44_PREFIX.length, spki.length);
            case ML_DSA_65 -> Arrays.copyOfRange(spki, ML_DSA_65_PREFIX.length, spki.length);
            case RSA_PSS_SHA512, RSA_V1_5_SHA256 -> Rsa.raw(algorithm, spki);
        };
    }

    /** The length of every signature of this key, in bytes. */
    public int signatureLength() {
        return signatureLength;
    }

    /** Whether {@code signature} was made over {@code data} by the other half of this key. Never throws. */
    public boolean verifies(byte[] data, byte[] signature) {
        if (signature.length != signatureLength) {
            return false;
        }
        try {
            var verifier = Cryptography.signature(algorithm);
            verifier.initVerify(ownKey);
            verifier.update(data);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && Arrays.equals(spki, that.spki);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(spki);
    }

    @Override
    public String toString() {
        return algorithm.label() + ":" + id;
    }
}
