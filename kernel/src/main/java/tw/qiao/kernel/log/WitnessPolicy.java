package tw.qiao.kernel.log;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;

/**
 * Which logs are believed, and which witnesses must have cosigned a checkpoint before it is (C2SP tlog-policy): a
 * witness, or k of n in a group, whose members may be groups again.
 */
public final class WitnessPolicy {
    private final List<NoteKey> logs;
    private final Map<String, NoteKey> witnesses;
    private final List<WitnessAddress> addresses;
    private final Quorum quorum;

    WitnessPolicy(List<NoteKey> logs, Map<String, NoteKey> witnesses, List<WitnessAddress> addresses, Quorum quorum) {
        this.addresses = List.copyOf(addresses);
        this.logs = List.copyOf(logs);
        this.witnesses = Map.copyOf(witnesses);
        this.quorum = quorum;
    }

    /** Who must have cosigned. */
    sealed interface Quorum {
        /** Reached without any witness. */
        Quorum NONE = new Some(0, List.of());

        /** Whether it is enough that the witnesses named {@code seen} cosigned. */
        boolean isReachedBy(Set<String> seen);

        /** The rule in words that a policy file uses, for example {@code 1 of (a, b)}. */
        String rule();

        /** One witness. */
        record One(String name) implements Quorum {
            @Override
            public boolean isReachedBy(Set<String> seen) {
                return seen.contains(name);
            }

            @Override
            public String rule() {
                return name;
            }
        }

        /** At least {@code threshold} of the members. */
        record Some(int threshold, List<Quorum> members) implements Quorum {
            @Override
            public boolean isReachedBy(Set<String> seen) {
                return members.stream()
                                .filter(member -> member.isReachedBy(seen))
                                .count()
                        >= threshold;
            }

            @Override
            public String rule() {
                return members.stream().map(Quorum::rule).collect(Collectors.joining(", ", threshold + " of (", ")"));
            }
        }
    }

    /** Reads a policy file. */
    public static WitnessPolicy parse(byte[] file) {
        return new PolicyParser().parse(file);
    }

    /**
     * The checkpoint in {@code note}, if a log of this policy signed it and enough witnesses cosigned it. A line that
     * claims to be by a known key and is not makes the whole note false.
     */
    public Checkpoint verify(String note) {
        var signed = Note.parse(note);
        var checkpoint = Checkpoint.of(signed);
        var claiming = logs.stream()
                .filter(log -> log.name().equals(checkpoint.origin()) && signed.claimsToBeBy(log))
                .toList();
        if (claiming.isEmpty() || !claiming.stream().allMatch(signed::isSignedBy)) {
            throw Problem.forbidden("checkpoint_not_signed", "The checkpoint is not signed by a log of the policy");
        }
        requireQuorum(signed);
        return checkpoint;
    }

    /**
     * As {@link #verify(String)}, where the log is known from elsewhere.
     *
     * @param keys the keys of the log, all of which must have signed
     */
    public Checkpoint verify(String note, String origin, List<NoteKey> keys) {
        var checkpoint = Checkpoint.verify(note, origin, keys);
        requireQuorum(Note.parse(note));
        return checkpoint;
    }

    /** Where the witnesses of this policy are asked, as far as it says. */
    public List<WitnessAddress> addresses() {
        return addresses;
    }

    /** Who must have cosigned, for example {@code 1 of (a, b)}. */
    public String rule() {
        return quorum.rule();
    }

    /** The names of the witnesses of this policy that have not cosigned {@code note}, in alphabetical order. */
    public List<String> missing(String note) {
        var signed = Note.parse(note);
        return witnesses.entrySet().stream()
                .filter(witness -> !signed.isSignedBy(witness.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void requireQuorum(Note note) {
        var seen = new HashSet<String>();
        witnesses.forEach((name, key) -> {
            if (note.claimsToBeBy(key)) {
                if (!note.isSignedBy(key)) {
                    throw Problem.forbidden("cosignature_false", "A cosignature is not by the witness it names");
                }
                seen.add(name);
            }
        });
        if (!quorum.isReachedBy(seen)) {
            throw Problem.forbidden(
                    "cosignatures_too_few",
                    "Fewer witnesses saw the checkpoint than the policy asks for: it asks for " + rule()
                            + "; not seen by " + String.join(", ", missing(note.toString())));
        }
    }
}
