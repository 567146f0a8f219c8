package tw.qiao.platform.reconciliation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.LogSource;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.platform.exchange.NodeLog;
import tw.qiao.platform.site.Bilingual;

/** A party that keeps its log as a test wants it: what it leaves out, alters, forks or does not show. */
final class LogKeeper implements AutoCloseable {
    private final String member;
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    private final String origin;
    private EvidenceLog log;
    private boolean isAway;

    LogKeeper(String code, Path folder) {
        this.member = "TW/GOV/" + code;
        this.origin = "log.example/" + code;
        this.log = open(folder.resolve(code));
    }

    private EvidenceLog open(Path folder) {
        return EvidenceLog.open(folder, origin, key, Clock.systemUTC());
    }

    String member() {
        return member;
    }

    /** The log as the platform reads it. */
    NodeLog shown() {
        LogSource files = (path, limit) -> file(path);
        var keys = List.of(NoteKey.ofLog(origin, key.verificationKey()));
        return new NodeLog(member, new Bilingual("機關", "Agency"), origin, keys, files);
    }

    private Optional<byte[]> file(String path) {
        if (isAway) {
            throw Problem.unavailable("log_unreachable", "The test says so");
        }
        return log.file(path);
    }

    void goAway(boolean away) {
        isAway = away;
    }

    /** From now on shows another history. */
    void fork(Path folder) {
        log.close();
        log = open(folder.resolve("another-" + UUID.randomUUID()));
        append(new Said(UUID.randomUUID(), "consumer", "request", member, member));
        log.checkpointNow();
    }

    void append(Said said) {
        log.append(UUID.randomUUID().toString(), said.entry());
    }

    void publish() {
        log.checkpointNow();
    }

    @Override
    public void close() {
        log.close();
    }

    /** What an entry says. */
    static final class Said {
        private final TreeMap<String, Object> fields = new TreeMap<>();

        Said(UUID id, String side, String kind, String consumer, String provider) {
            with("gx_id", id.toString()).with("side", side).with("kind", kind);
            with("client", consumer + "/system").with("service", provider + "/register/persons");
            with("method", "GET").with("purpose", "registration").with("basis", "act-15");
            with("request", "commitment-" + id).at(Instant.parse("2026-11-21T00:00:00Z"));
            if (kind.equals("response")) {
                with("status", 200).with("response", "answer-" + id);
            }
        }

        Said with(String name, Object value) {
            fields.put(name, value);
            return this;
        }

        Said without(String name) {
            fields.remove(name);
            return this;
        }

        Said at(Instant time) {
            return with("time", time.toString());
        }

        byte[] entry() {
            return CanonicalJson.bytes(fields);
        }
    }
}
