package tw.qiao.kernel.signature;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/**
 * Where signatures are computed: in native code by the Amazon Corretto Crypto Provider where it loads (10 to 20 times
 * faster on elliptic curves), by the JDK elsewhere and for ML-DSA, which signs checkpoints only.
 */
final class Cryptography {
    private static final Optional<Provider> NATIVE = loadNative();

    private Cryptography() {}

    static Signature signature(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        if (NATIVE.isPresent() && algorithm != SignatureAlgorithm.ML_DSA_44) {
            return Signature.getInstance(algorithm.scheme(), NATIVE.get());
        }
        return Signature.getInstance(algorithm.scheme());
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
            boolean isNeeded = algorithm != SignatureAlgorithm.ML_DSA_44;
            if (isNeeded && provider.getService("Signature", algorithm.scheme()) == null) {
                return false;
            }
        }
        return true;
    }
}
