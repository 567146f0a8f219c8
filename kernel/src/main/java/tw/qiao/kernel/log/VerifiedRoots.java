package tw.qiao.kernel.log;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import tw.qiao.kernel.signature.VerificationKey;

/** The signatures over roots that were verified lately, so that the messages of a group share one verification. */
public final class VerifiedRoots {
    private static final int LARGEST_GENERATION = 1024;

    private volatile Map<Verified, CompletableFuture<Boolean>> young = new ConcurrentHashMap<>();
    private volatile Map<Verified, CompletableFuture<Boolean>> old = Map.of();

    /** By its whole content, so that nothing but the very same signature is taken for verified. */
    private record Verified(String keyId, Hash text, Hash signature) {}

    boolean verifies(VerificationKey key, byte[] text, byte[] signature) {
        var verified = new Verified(key.id(), Hash.leaf(text), Hash.leaf(signature));
        var known = old.get(verified);
        var own = new CompletableFuture<Boolean>();
        var begun = known == null ? young.putIfAbsent(verified, own) : known;
        if (begun != null) {
            return begun.join();
        }
        boolean valid = false;
        try {
            valid = key.verifies(text, signature);
        } finally {
            if (!valid) {
                young.remove(verified, own);
            }
            own.complete(valid);
        }
        if (young.size() > LARGEST_GENERATION) {
            age();
        }
        return valid;
    }

    private synchronized void age() {
        if (young.size() > LARGEST_GENERATION) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
