package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tw.qiao.kernel.Problem;

/**
 * A witness that is asked over HTTP (C2SP tlog-witness), and what it holds of one log, as far as is known here. However
 * it behaves, an answer takes no longer than is agreed. One thread at a time asks.
 */
public final class HttpWitness {
    private static final int LARGEST = 65_536;
    private static final int CONFLICT = 409;
    private static final int MOST_DIGITS = 18;

    private final HttpClient client;
    private final WitnessAddress address;
    private final EvidenceLog log;
    private final Duration patience;
    private long held;

    /** @param patience how long one answer may take, from the first byte to the last */
    public HttpWitness(HttpClient client, WitnessAddress address, EvidenceLog log, Duration patience) {
        this.client = client;
        this.address = address;
        this.log = log;
        this.patience = patience;
    }

    /** Its name in the policy. */
    public String name() {
        return address.name();
    }

    /**
     * The line of this witness on {@code checkpoint} of the log.
     *
     * @throws Problem {@code witness_refused} or {@code witness_unreachable}, both retryable
     */
    public Note.Signature cosign(Checkpoint checkpoint) {
        var answer = ask(checkpoint, Math.min(held, checkpoint.size()));
        if (answer.statusCode() == CONFLICT) {
            held = size(answer);
            if (held <= checkpoint.size()) {
                answer = ask(checkpoint, held);
            }
        }
        if (answer.statusCode() != 200) {
            throw refused("it answers with status " + answer.statusCode());
        }
        var line = line(checkpoint, answer);
        held = checkpoint.size();
        return line;
    }

    private Note.Signature line(Checkpoint checkpoint, HttpResponse<byte[]> answer) {
        var own = Note.parse(checkpoint.note()).with(Note.parseSignatures(text(answer)));
        if (!own.isSignedBy(address.key())) {
            throw refused("its cosignature is not by the key that is known");
        }
        return own.linesBy(address.key()).getFirst();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private long size(HttpResponse<byte[]> answer) {
        String text = text(answer).strip();
        boolean isSize = answer.headers()
                .firstValue("content-type")
                .filter(WitnessAnswer.SIZE::equals)
                .isPresent();
        if (!isSize
                || text.isEmpty()
                || text.length() > MOST_DIGITS
                || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw refused("it tells no size");
        }
        return Long.parseLong(text);
    }

    private HttpResponse<byte[]> ask(Checkpoint checkpoint, long from) {
        var body =
                new AddCheckpoint(from, log.consistency(from, checkpoint.size()).hashes(), checkpoint.note());
        var request = HttpRequest.newBuilder(URI.create(address.url() + "/add-checkpoint"))
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw unreachable("it does not answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException failure) {
            throw unreachable("it cannot be reached: " + failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw unreachable("the wait for it ended");
        }
    }

    private Problem refused(String reason) {
        return Problem.unavailable("witness_refused", "The witness " + name() + " does not cosign: " + reason);
    }

    private Problem unreachable(String reason) {
        return Problem.unavailable("witness_unreachable", "The witness " + name() + " does not cosign: " + reason);
    }
}
