package tw.qiao.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.node.keys.NodeKeys;

/** Follows the public log of a node as a stranger would: every checkpoint must continue all that was seen before. */
final class LogAudit {
    private static final int BUNDLE = 256;

    /** A checkpoint that witnesses signed covers everything a few seconds after it was written. */
    private static final int LONGEST_CHECKPOINT_SECONDS = 30;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String origin;
    private final List<NoteKey> keys;
    private final SeenTree tree = new SeenTree();
    private final Set<String> crossings = new HashSet<>();
    private long doubled;
    private long forks;

    LogAudit(int port, String origin, NodeKeys keys) {
        this.base = "http://127.0.0.1:" + port + "/log/";
        this.origin = origin;
        this.keys = List.of(
                NoteKey.ofLog(origin, keys.log().verificationKey()),
                NoteKey.ofLog(origin, keys.logMlDsa().verificationKey()));
    }

    /** Reads what the log gained since, and compares its newest checkpoint with everything that it ever showed. */
    void follow() {
        var checkpoint = Checkpoint.verify(new String(get("checkpoint"), StandardCharsets.UTF_8), origin, keys);
        while (tree.size() < checkpoint.size()) {
            read(checkpoint.size());
        }
        if (!tree.root(checkpoint.size()).equals(checkpoint.root())) {
            forks++;
        }
    }

    /** Follows until all of these exchanges are there, or for so long as a checkpoint may take. */
    void followTo(Collection<String> gxIds) {
        for (int tries = 0; tries < LONGEST_CHECKPOINT_SECONDS; tries++) {
            follow();
            if (gxIds.stream().allMatch(this::has)) {
                return;
            }
            LockSupport.parkNanos(1_000_000_000L);
        }
    }

    private void read(long size) {
        long number = tree.size() / BUNDLE;
        int width = (int) Math.min(BUNDLE, size - number * BUNDLE);
        byte[] bundle = get("tile/entries/" + path(number) + (width == BUNDLE ? "" : ".p/" + width));
        int at = 0;
        for (long index = number * BUNDLE; at < bundle.length; index++) {
            int length = Byte.toUnsignedInt(bundle[at]) << 8 | Byte.toUnsignedInt(bundle[at + 1]);
            byte[] entry = Arrays.copyOfRange(bundle, at + 2, at + 2 + length);
            at += 2 + length;
            if (index == tree.size()) {
                tree.add(Hash.leaf(entry));
                note(CanonicalJson.MAPPER.readTree(entry));
            }
        }
    }

    /** The number as the names of tiles have it: {@code x001/x234/067}. */
    private static String path(long number) {
        String last = String.format(Locale.ROOT, "%03d", number % 1000);
        return number < 1000 ? last : "x" + path(number / 1000).replace("/", "/x") + "/" + last;
    }

    private void note(JsonNode entry) {
        String kind = entry.path("kind").stringValue("");
        boolean crossed = kind.equals("request") || kind.equals("response");
        if (crossed && !crossings.add(kind + "/" + entry.path("gx_id").stringValue(""))) {
            doubled++;
        }
    }

    private byte[] get(String name) {
        var request = HttpRequest.newBuilder(URI.create(base + name))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw Problem.unavailable("chaos_log_unreadable", origin + " does not show " + name);
            }
            return answer.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("chaos_interrupted", "The run was interrupted", interrupted);
        }
    }

    /** Whether the log has the request and the answer of an exchange. */
    boolean has(String gxId) {
        return crossings.contains("request/" + gxId) && crossings.contains("response/" + gxId);
    }

    /** Entries that stand in the log twice. */
    long doubled() {
        return doubled;
    }

    /** Checkpoints that told another history than those before. */
    long forks() {
        return forks;
    }

    long entries() {
        return tree.size();
    }
}
