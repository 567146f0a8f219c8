package tw.qiao.kernel.signature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/** RSA keys (RFC 8017): of 2,048 to 4,096 bits, each for one of two paddings, which its SPKI names. */
final class Rsa {
    static final int NEW_KEY = 3072;

    private static final int SMALLEST = 2048;
    private static final int LARGEST = 4096;
    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65_537);
    private static final int LONGEST_EXPONENT = 64;

    // rsaEncryption with its null; id-RSASSA-PSS without parameters (RFC 4055).
    private static final byte[] V1_5 = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] PSS = HexFormat.of().parseHex("300b06092a864886f70d01010a");

    private static final int SEQUENCE = 4;
    private static final int BIT_STRING = 5;

    private Rsa() {}

    /** Whether the SPKI is of a key for the given padding. */
    static boolean isFor(SignatureAlgorithm algorithm, byte[] spki) {
        byte[] identifier = identifier(algorithm);
        int end = SEQUENCE + identifier.length;
        return spki.length > end + BIT_STRING && Arrays.equals(spki, SEQUENCE, end, identifier, 0, identifier.length);
    }

    private static byte[] identifier(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.RSA_PSS_SHA512 ? PSS : V1_5;
    }

    /** Whether the key is long enough, short enough and in its one encoding. */
    static boolean isSound(PublicKey key, byte[] spki) {
        return key instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= SMALLEST
                && rsa.getModulus().bitLength() <= LARGEST
                && rsa.getModulus().testBit(0)
                && rsa.getPublicExponent().testBit(0)
                && rsa.getPublicExponent().compareTo(SMALLEST_EXPONENT) >= 0
                && rsa.getPublicExponent().bitLength() <= LONGEST_EXPONENT
                && Arrays.equals(key.getEncoded(), spki);
    }

    /** The length of every signature, which is that of the modulus. */
    static int signatureLength(PublicKey key) {
        return key instanceof RSAPublicKey rsa ? (rsa.getModulus().bitLength() + 7) / 8 : 0;
    }

    /** The RSAPublicKey (RFC 8017, A.1.1) in an SPKI. */
    static byte[] raw(SignatureAlgorithm algorithm, byte[] spki) {
        return Arrays.copyOfRange(spki, SEQUENCE + identifier(algorithm).length + BIT_STRING, spki.length);
    }

    /** The SPKI of an RSAPublicKey, all of whose lengths take two octets. */
    static byte[] spki(SignatureAlgorithm algorithm, byte[] raw) {
        byte[] identifier = identifier(algorithm);
        int content = identifier.length + BIT_STRING + raw.length;
        return ByteBuffer.allocate(SEQUENCE + content)
                .put((byte) 0x30)
                .put((byte) 0x82)
                .putShort((short) content)
                .put(identifier)
                .put((byte) 0x03)
                .put((byte) 0x82)
                .putShort((short) (raw.length + 1))
                .put((byte) 0)
                .put(raw)
                .array();
    }
}
