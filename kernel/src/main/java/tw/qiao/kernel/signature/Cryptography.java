package tw.qiao.kernel.signature;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/**
 * Where signatures are computed: in native code by the Amazon Corretto Crypto Provider where it loads (10 to 20 times
 * faster on elliptic curves), by the JDK elsewhere, for ML-DSA and for RSASSA-PSS, whose keys the native code does not
 * read.
 */
final class Cryptography {
    private static final Optional<Provider> NATIVE = loadNative();
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, PSSParameterSpec.TRAILER_FIELD_BC);

    private Cryptography() {}

    static Signature signature(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        if (NATIVE.isPresent() && algorithm.isNative()) {
            return Signature.getInstance(algorithm.scheme(), NATIVE.get());
        }
        var signature = Signature.getInstance(algorithm.scheme());
        if (algorithm == SignatureAlgorithm.RSA_PSS_SHA512) {
            signature.setParameter(PSS);
        }
        return signature;
    }

    /** The key in the form of who computes with it, so that it is not translated at every signature. */
    @SuppressWarnings("unchecked") // a key factory translates a key to one of its kind
    static <K extends Key> K ownKey(SignatureAlgorithm algorithm, K key) {
        if (NATIVE.isEmpty() || !algorithm.isNative()) {
            return key;
        }
        try {
            return (K) KeyFactory.getInstance(algorithm.keyKind(), NATIVE.get()).translateKey(key);
        } catch (GeneralSecurityException e) {
            return key;
        }
    }

    static boolean isNative() {
        return NATIVE.isPresent();
    }

    /** The jar holds code for one processor and system only; on others it is absent or does not link. */
    private static Optional<Provider> loadNative() {
        try {
            var type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            var provider = (Provider) type.getField("INSTANCE").get(null);
            boolean healthy = type.getMethod("getLoadingError").invoke(provider) == null;
            return healthy && knowsEveryAlgorithm(provider) ? Optional.of(provider) : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean knowsEveryAlgorithm(Provider provider) {
        for (var algorithm : SignatureAlgorithm.values()) {
            if (algorithm.isNative() && provider.getService("Signature", algorithm.scheme()) == null) {
                return false;
            }
        }
        return true;
    }
}
