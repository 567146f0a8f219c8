package tw.qiao.platform.identity;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateKeySpec;

/** Signs with the private keys that the specification publishes with a vector; empty where it has none. */
final class VectorSigner {
    private static final BigInteger PUBLIC_EXPONENT = BigInteger.valueOf(65_537);

    private final byte[] credentialKey;
    private final byte[] attestationKey;

    VectorSigner(byte[] credentialKey, byte[] attestationKey) {
        this.credentialKey = credentialKey;
        this.attestationKey = attestationKey;
    }

    /** A signature of the credential, whose key is of the given COSE algorithm. */
    byte[] credential(int algorithm, byte[] data, byte[] client) throws GeneralSecurityException {
        return switch (algorithm) {
            case -7 -> sign("SHA256withECDSA", p256(credentialKey), data, client);
            case -8 ->
                sign(
                        "Ed25519",
                        KeyFactory.getInstance("Ed25519")
                                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, credentialKey)),
                        data,
                        client);
            case -257 -> sign("SHA256withRSA", mersenne(), data, client);
            default -> throw new IllegalArgumentException("Not an algorithm of the platform: " + algorithm);
        };
    }

    /** A signature of the maker's certificate, which is on P-256 in every vector. */
    byte[] attestation(byte[] data, byte[] client) throws GeneralSecurityException {
        return sign("SHA256withECDSA", p256(attestationKey), data, client);
    }

    private static PrivateKey p256(byte[] scalar) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var curve = parameters.getParameterSpec(ECParameterSpec.class);
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), curve));
    }

    /** The RSA key of the vectors: of the two smallest Mersenne primes with at least 1024 bits. */
    private static PrivateKey mersenne() throws GeneralSecurityException {
        BigInteger p = TWO.pow(1279).subtract(ONE);
        BigInteger q = TWO.pow(2203).subtract(ONE);
        BigInteger exponent = PUBLIC_EXPONENT.modInverse(p.subtract(ONE).multiply(q.subtract(ONE)));
        return KeyFactory.getInstance("RSA").generatePrivate(new RSAPrivateKeySpec(p.multiply(q), exponent));
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] data, byte[] client)
            throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(data);
        signature.update(SoftAuthenticator.sha256(client));
        return signature.sign();
    }
}
