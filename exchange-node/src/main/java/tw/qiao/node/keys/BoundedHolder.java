package tw.qiao.node.keys;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SigningKey;

/**
 * Waits for the holder of a key for a limited time only. It is asked in threads of its own, so that one that stalls in
 * native code holds up neither the threads of exchanges nor the carriers of virtual threads.
 */
final class BoundedHolder implements SigningKey.Holder {
    private static final int AT_ONCE = 4;
    private static final int LONGEST_QUEUE = 256;

    private final SigningKey.Holder holder;
    private final Duration patience;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(LONGEST_QUEUE),
            Thread.ofPlatform().name("token-", 1).daemon().factory());

    BoundedHolder(SigningKey.Holder holder, Duration patience) {
        this.holder = holder;
        this.patience = patience;
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public byte[] sign(byte[] data) {
        var signature = new FutureTask<>(() -> holder.sign(data));
        try {
            threads.execute(signature);
        } catch (RejectedExecutionException e) {
            throw unavailable("too many signatures wait for it", e);
        }
        try {
            return signature.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            forget(signature);
            throw unavailable("it does not sign within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw unavailable("it does not sign", e);
        } catch (InterruptedException e) {
            forget(signature);
            Thread.currentThread().interrupt();
            throw unavailable("the wait for it was cut short", e);
        }
    }

    /** What nobody waits for any more makes room for others. */
    private void forget(FutureTask<byte[]> signature) {
        signature.cancel(false);
        threads.remove(signature);
    }

    private static Problem unavailable(String reason, Exception cause) {
        return Problem.unavailable(
                "signing_token_unavailable", "The token with the signing key is not there: " + reason, cause);
    }
}
