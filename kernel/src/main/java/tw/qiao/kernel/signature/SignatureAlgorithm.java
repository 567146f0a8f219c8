package tw.qiao.kernel.signature;

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
    /** ML-DSA-44, which withstands quantum computers; the signature is 2,420 bytes (FIPS 204). */
    ML_DSA_44("ml-dsa-44", "ML-DSA-44", "ML-DSA-44", 2420);

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
                "The signature algorithm must be ecdsa-p256-sha256, ed25519 or ml-dsa-44");
    }

    /** The RFC 9421 name, for example {@code ed25519}. */
    public String label() {
        return label;
    }

    /** The length of every signature, in bytes. */
    public int signatureLength() {
        return signatureLength;
    }

    String keyKind() {
        return keyKind;
    }

    String scheme() {
        return scheme;
    }
}
