package tw.qiao.platform.evidence;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.HttpWitness;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.WitnessPolicy;

/**
 * Has the checkpoints of the platform's log cosigned by the witnesses of its policy. The world is shown a checkpoint
 * once enough of them have, and the one before until then. Nothing waits for it: a witness that is down costs the
 * others and the platform nothing.
 */
@Component
class Cosigning implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final EvidenceLog log;
    private final WitnessPolicy policy;
    private final CosignedCheckpoint kept;
    private final List<HttpWitness> witnesses;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private final Map<HttpWitness, Note.Signature> lines = new HashMap<>();
    private final Set<HttpWitness> silent = new HashSet<>();
    private Checkpoint current;
    private volatile Seen seen;

    Cosigning(EvidenceLog log, WitnessPolicy policy, CosignedCheckpoint kept) {
        this.log = log;
        this.policy = policy;
        this.kept = kept;
        this.witnesses = policy.addresses().stream()
                .map(address -> new HttpWitness(client, address, log, PATIENCE))
                .toList();
        this.current = log.checkpoint();
        this.seen = new Seen(witnesses.size(), 0, witnesses.isEmpty());
        if (!witnesses.isEmpty()) {
            kept.read().filter(last -> last.size() <= current.size()).ifPresent(log::show);
        }
    }

    Seen seen() {
        return seen;
    }

    /** Hands the round to a thread of its own, because witnesses may be slow. */
    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    void start() {
        if (!witnesses.isEmpty() && isRunning.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    round();
                } finally {
                    isRunning.set(false);
                }
            });
        }
    }

    private void round() {
        var newest = log.checkpoint();
        if (!newest.equals(current)) {
            current = newest;
            lines.clear();
        }
        var asked = new HashMap<HttpWitness, Future<Note.Signature>>();
        for (var witness : witnesses) {
            if (!lines.containsKey(witness)) {
                asked.put(witness, threads.submit(() -> witness.cosign(newest)));
            }
        }
        asked.forEach(this::take);
        if (!asked.isEmpty()) {
            show(newest.with(new ArrayList<>(lines.values())));
        }
    }

    private void take(HttpWitness witness, Future<Note.Signature> answer) {
        try {
            lines.put(witness, answer.get());
            if (silent.remove(witness)) {
                LOG.info("The witness {} cosigns again", witness.name());
            }
        } catch (ExecutionException failure) {
            if (silent.add(witness)) {
                LOG.warn("{}", String.valueOf(failure.getMessage()));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Checkpoint cosigned) {
        boolean isEnough = isEnough(cosigned);
        if (isEnough) {
            kept.write(cosigned);
            log.show(cosigned);
        }
        seen = new Seen(witnesses.size(), lines.size(), isEnough);
    }

    private boolean isEnough(Checkpoint cosigned) {
        try {
            policy.verify(cosigned.note());
            return true;
        } catch (Problem tooFew) {
            return false;
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
