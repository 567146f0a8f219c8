package tw.qiao.node.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageSigner;

class BoundedHolderTest {
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final Semaphore working = new Semaphore(1_000_000);

    private byte[] slow(byte[] data) {
        working.acquireUninterruptibly();
        return key.sign(data);
    }

    private SigningKey held(Duration patience) {
        return SigningKey.heldBy(new BoundedHolder(this::slow, patience), key.verificationKey());
    }

    @Test
    void aTokenThatStallsIsAProblemAfterItsTimeForEverybodyAndSignsAgainLater() {
        var held = held(Duration.ofMillis(300));
        working.drainPermits();
        var refused = new AtomicInteger();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                threads.execute(() -> {
                    try {
                        held.sign(new byte[] {1});
                    } catch (Problem problem) {
                        assertThat(problem.retryable()).isTrue();
                        refused.incrementAndGet();
                    }
                });
            }
        }

        assertThat(refused).hasValue(500);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        working.release(1_000_000);
        assertThat(key.verificationKey().verifies(new byte[] {1}, held.sign(new byte[] {1})))
                .isTrue();
    }

    @Test
    void signsMessagesLikeAnyOtherKey() {
        var clock = Clock.systemUTC();
        var signer = new MessageSigner(held(Duration.ofSeconds(3)), true, clock, Ids.secure(clock));
        var fields = new Fields()
                .add("content-digest", "sha-256=::")
                .add("gx-client", "a")
                .add("gx-service", "b")
                .add("gx-id", "c")
                .add("gx-purpose", "d")
                .add("gx-basis", "e")
                .add("gx-salt", "f");

        var head = new RequestHead("GET", "", "/r1", "", fields);
        signer.prepare(head).sign();

        assertThat(ExchangeSignature.of(head).isMadeBy(key.verificationKey(), new VerifiedRoots()))
                .isTrue();
    }

    @Test
    void aHolderOfAnotherKeyIsRefused() {
        var other = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);

        assertThatThrownBy(() -> SigningKey.heldBy(this::slow, other.verificationKey()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("do not belong together");
    }

    @Test
    void theKeyDoesNotLeaveItsHolder() {
        assertThatThrownBy(held(Duration.ofSeconds(3))::privateKey)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not leave its token");
    }
}
