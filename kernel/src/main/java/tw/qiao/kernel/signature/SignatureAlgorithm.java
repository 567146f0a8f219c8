package tw.qiao.kernel.signature;

import java.util.Arrays;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;

/**
 * A signature algorithm under its name in HTTP message signatures (RFC 9421, 6.2.2). A key has exactly one, so nobody
 * can talk a verifier into a weaker one.
 */
public enum SignatureAlgorithm {
    /** ECDSA on curve P-256 with SHA-256; the signature is r‖s, 64 bytes (RFC 9421, 3.3.4). */
    ECDSA_P256_SHA256("ecdsa-p256-sha256", "EC", "SHA256withECDSAinP1363Format", 64),
    /** EdDSA on edwards25519; the signature is 64 bytes (RFC 8032; RFC 9421, 3.3.6). */
    ED25519("ed25519", "Ed25519", "Ed25519", 64),
    /** RSASSA-PSS with SHA-512 and a salt of 64 bytes; the signature is as long as the key (RFC 9421, 3.3.1). */
    RSA_PSS_SHA512("rsa-pss-sha512", "RSASSA-PSS", "RSASSA-PSS", 0),
    /** RSASSA-PKCS1-v1_5 with SHA-256; the signature is as long as the key (RFC 9421, 3.3.2). */
    RSA_V1_5_SHA256("rsa-v1_5-sha256", "RSA", "SHA256withRSA", 0),
    /** ML-DSA-44, which withstands quantum computers; the signature is 2,420 bytes (FIPS 204). */
    ML_DSA_44("ml-dsa-44", "ML-DSA-44", "ML-DSA-44", 2420),
    /** ML-DSA-65, the same with more strength; the signature is 3,309 bytes (FIPS 204). */
    ML_DSA_65("ml-dsa-65", "ML-DSA-65", "ML-DSA-65", 3309);

    private final String label;
    private final String keyKind;
    private final String scheme;
    private final int signatureLength;

    SignatureAlgorithm(String label, String keyKind, String scheme, int signatureLength) {
        this.label = label;
        this.keyKind = keyKind;
        this.scheme = scheme;
        this.signatureLength = signatureLength;
    }

    /** The algorithm with the given RFC 9421 name. */
    public static SignatureAlgorithm named(String label) {
        for (var algorithm : values()) {
            if (algorithm.label.equals(label)) {
                return algorithm;
            }
        }
        throw Problem.invalid(
                "signature_algorithm_unknown",
                "The signature algorithm must be one of "
                        + Arrays.stream(values()).map(SignatureAlgorithm::label).collect(Collectors.joining(", ")));
    }

    /** The RFC 9421 name, for example {@code ed25519}. */
    public String label() {
        return label;
    }

    /** The length of every signature in bytes; 0 where it is the key's. */
    int signatureLength() {
        return signatureLength;
    }

    /** Whether native code signs with keys of this kind as the JDK holds them. */
    boolean isNative() {
        return switch (this) {
            case ECDSA_P256_SHA256, ED25519, RSA_V1_5_SHA256 -> true;
            case RSA_PSS_SHA512, ML_DSA_44, ML_DSA_65 -> false;
        };
    }

    String keyKind() {
        return keyKind;
    }

    String scheme() {
        return scheme;
    }
}
