package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.log.TlogProof;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;

/** Checks the entries of one party: that they stand in its log, and who else saw that log. */
final class SideCheck {
    private static final WitnessPolicy NO_WITNESS = WitnessPolicy.parse("quorum none\n".getBytes(UTF_8));
    private static final int KEY_ID = 4;

    private final Bundle bundle;
    private final Registry registry;
    private final Trust trust;
    private final Stamps stamps;
    private final Report report;

    SideCheck(Bundle bundle, Registry registry, Trust trust, Stamps stamps, Report report) {
        this.bundle = bundle;
        this.registry = registry;
        this.trust = trust;
        this.stamps = stamps;
        this.report = report;
    }

    /** The party in {@code role}; empty when the bundle has no entry of it. */
    Optional<Side> side(String role) {
        var proofs = new LinkedHashMap<String, TlogProof>();
        for (String kind : Bundle.KINDS) {
            String name = role + "/" + kind;
            if (bundle.file(name + ".json").isPresent()) {
                proofs.put(kind, TlogProof.parse(bundle.text(name + ".tlog-proof")));
            } else if (bundle.file(name + ".tlog-proof").isPresent()) {
                throw Bundle.unreadable("there is a proof, but no entry: " + name);
            }
        }
        return proofs.isEmpty() ? Optional.empty() : Optional.of(proven(role, proofs));
    }

    private Side proven(String role, Map<String, TlogProof> proofs) {
        String note = proofs.values().iterator().next().checkpoint();
        if (!proofs.values().stream().allMatch(proof -> proof.checkpoint().equals(note))) {
            throw Problem.forbidden("checkpoints_differ", "The proofs of one party lead to different checkpoints");
        }
        String origin = note.substring(0, note.indexOf('\n'));
        for (Member member : registry.members()) {
            for (NodeAddress node : member.nodes()) {
                if (node.logOrigin().equals(origin)) {
                    var side = new Side(role, member, node, entries(role, proofs, node));
                    witnesses(role, node, note);
                    stamp(role, note);
                    return side;
                }
            }
        }
        throw Problem.forbidden("log_unknown", "The registry knows no log named " + origin);
    }

    private Map<String, Entry> entries(String role, Map<String, TlogProof> proofs, NodeAddress node) {
        var entries = new LinkedHashMap<String, Entry>();
        proofs.forEach((kind, proof) -> {
            byte[] content = bundle.required(role + "/" + kind + ".json");
            Checkpoint signed = proof.verify(content, node.logOrigin(), node.logNoteKeys(), NO_WITNESS);
            var entry = Entry.read(role, kind, content);
            if (!entry.isOf(bundle.gxId(), node.logOrigin())) {
                throw Problem.forbidden("entry_of_other_exchange", "An entry is of another exchange, party or log");
            }
            entries.put(kind, entry);
            report.proved("log." + role, kind, proof.index(), node.logOrigin(), signed.size());
        });
        return entries;
    }

    private void witnesses(String role, NodeAddress own, String text) {
        var note = Note.parse(text);
        var names = new ArrayList<String>();
        var times = new ArrayList<Instant>();
        int all = 0;
        for (NoteKey witness : witnesses(own)) {
            all++;
            var lines = note.linesBy(witness);
            if (!lines.isEmpty() && !note.isSignedBy(witness)) {
                throw Problem.forbidden("cosignature_false", "A cosignature is not by the witness it names");
            }
            for (var line : lines) {
                names.add(witness.name());
                times.add(Instant.ofEpochSecond(
                        ByteBuffer.wrap(Base64.getDecoder().decode(line.value()))
                                .getLong(KEY_ID)));
            }
        }
        if (names.isEmpty()) {
            report.open("witnesses.none." + role, all);
        } else {
            report.proved(
                    "witnesses." + role,
                    names.size(),
                    all,
                    String.join(", ", names),
                    times.stream().min(Instant::compareTo).orElseThrow());
        }
        trust.policy()
                .filter(policy -> policy.contains("log " + own.logOrigin() + "+"))
                .map(policy -> WitnessPolicy.parse(policy.getBytes(UTF_8)))
                .ifPresent(policy -> policy(role, own, policy, text));
    }

    private void policy(String role, NodeAddress own, WitnessPolicy policy, String text) {
        try {
            policy.verify(text);
            report.proved("policy." + role);
        } catch (Problem problem) {
            if (!problem.code().equals("cosignatures_too_few")) {
                throw problem;
            }
            report.refuted(
                    "cosignatures." + role, own.logOrigin(), policy.rule(), String.join(", ", policy.missing(text)));
        }
    }

    private List<NoteKey> witnesses(NodeAddress own) {
        return registry.members().stream()
                .flatMap(member -> member.nodes().stream())
                .filter(node -> !node.logOrigin().equals(own.logOrigin()))
                .flatMap(node -> node.witnessNoteKey().stream())
                .toList();
    }

    private void stamp(String role, String note) {
        bundle.file(role + "/checkpoint.tst")
                .ifPresentOrElse(
                        token -> stamps.check("stamp.checkpoint." + role, token, note.getBytes(UTF_8)),
                        () -> report.open("stamp.checkpoint.none." + role));
    }
}
