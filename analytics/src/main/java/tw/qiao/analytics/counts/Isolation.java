package tw.qiao.analytics.counts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tw.qiao.analytics.egress.Threshold;

/**
 * Finds whom all told counts together single out. People whom no told count tells apart make up an atom; how many of
 * them are in which of its groups nobody knows. An atom is safe when any of its groups could have as many people as the
 * threshold asks for: those of the atom itself, and others who come from two atoms at once, where somebody else can be
 * counted in their stead. Each is another table with the very same counts, in which everybody who was named by a row
 * without a count is still there. So no group that is too small can be known to be so. What is not found to be safe is
 * not told.
 */
final class Isolation {
    private static final int DONORS = 48;
    private static final int MOST_ROUNDS = 100;

    private final Crowd crowd;
    private final List<Tally> earlier;
    private final Collection<Tally> fresh;
    private final Threshold threshold;

    Isolation(Crowd crowd, List<Tally> earlier, Collection<Tally> fresh, Threshold threshold) {
        this.crowd = crowd;
        this.earlier = earlier;
        this.fresh = fresh;
        this.threshold = threshold;
    }

    /** People in the same told rows. */
    private static final class Atom {
        private final Signature signature;
        private final List<Tally> rows;
        private long people;
        private long kept;

        Atom(Signature signature, List<Tally> rows) {
            this.signature = signature;
            this.rows = rows;
        }

        /** How many can be elsewhere: not the last one of a row without a count, which is known to have somebody. */
        long spare() {
            return people - kept;
        }
    }

    /** Withholds fresh rows until nobody is singled out; false when it cannot be found out how. */
    boolean withhold() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<Signature, Atom> atoms = atoms();
            Map<Tally, List<Atom>> donors = donors(atoms.values());
            var withheld = new HashSet<Tally>();
            for (Atom atom : atoms.values()) {
                if (!isSafe(atom, atoms, donors)) {
                    Optional<Tally> row = toWithhold(atom, withheld);
                    if (row.isEmpty()) {
                        return false;
                    }
                    withheld.add(row.get());
                }
            }
            if (withheld.isEmpty()) {
                return true;
            }
            withheld.forEach(Tally::withhold);
        }
        return false;
    }

    private Map<Signature, Atom> atoms() {
        var rowsOfGroup = new ArrayList<List<Tally>>();
        var signatures = new ArrayList<Signature>();
        var kept = new HashSet<Integer>();
        for (int group = 0; group < crowd.size(); group++) {
            rowsOfGroup.add(new ArrayList<>());
            signatures.add(Signature.NONE);
        }
        int number = 0;
        for (Collection<Tally> rows : List.of(earlier, fresh)) {
            for (Tally row : rows) {
                Signature own = Signature.of(number++);
                if (row.isTold()) {
                    row.groups().forEach(group -> {
                        rowsOfGroup.get(group).add(row);
                        signatures.set(group, signatures.get(group).plus(own));
                    });
                } else {
                    kept.addAll(row.groups());
                }
            }
        }
        var atoms = new HashMap<Signature, Atom>();
        for (int group = 0; group < crowd.size(); group++) {
            List<Tally> rows = rowsOfGroup.get(group);
            Atom atom = atoms.computeIfAbsent(signatures.get(group), signature -> new Atom(signature, rows));
            atom.people += crowd.people(group);
            atom.kept += kept.contains(group) ? 1 : 0;
        }
        return atoms;
    }

    /** For each told row the atoms with most people in it. */
    private static Map<Tally, List<Atom>> donors(Collection<Atom> atoms) {
        var donors = new HashMap<Tally, List<Atom>>();
        atoms.stream()
                .filter(atom -> atom.spare() > 0)
                .sorted(Comparator.comparingLong((Atom atom) -> -atom.people)
                        .thenComparingLong(atom -> atom.signature.high()))
                .forEach(atom -> atom.rows.forEach(row -> {
                    List<Atom> list = donors.computeIfAbsent(row, _ -> new ArrayList<>());
                    if (list.size() < DONORS) {
                        list.add(atom);
                    }
                }));
        return donors;
    }

    private boolean isSafe(Atom atom, Map<Signature, Atom> atoms, Map<Tally, List<Atom>> donors) {
        long enough = Math.max(threshold.smallest(), threshold.range());
        if (atom.spare() >= enough || atom.rows.isEmpty()) {
            return true;
        }
        var near = new LinkedHashSet<Atom>();
        atom.rows.forEach(row -> near.addAll(donors.getOrDefault(row, List.of())));
        near.remove(atom);
        List<Atom> candidates = List.copyOf(near);
        Set<Atom> spent = new HashSet<>();
        long more = atom.spare();
        for (int i = 0; i < candidates.size() && more < enough; i++) {
            Atom one = candidates.get(i);
            for (int j = i + 1; j <= candidates.size() && !spent.contains(one); j++) {
                // behind the last come those about whom nothing is told, so that there may be any number of them
                boolean outside = j == candidates.size();
                Atom other = outside ? one : candidates.get(j);
                Signature pair = outside ? one.signature : one.signature.plus(other.signature);
                boolean free = outside ? atoms.containsKey(Signature.NONE) : !spent.contains(other);
                if (free && atoms.containsKey(pair.minus(atom.signature))) {
                    spent.add(one);
                    spent.add(other);
                    more += Math.min(one.spare(), other.spare());
                }
            }
        }
        return more >= enough;
    }

    /** The smallest fresh row with the atom, or else one that shares an earlier row with it. */
    private Optional<Tally> toWithhold(Atom atom, Set<Tally> withheld) {
        Optional<Tally> own = atom.rows.stream().filter(fresh::contains).min(smallestFirst());
        if (own.isPresent()) {
            return own;
        }
        var near = new TreeSet<Integer>();
        atom.rows.forEach(row -> near.addAll(row.groups()));
        return fresh.stream()
                .filter(Tally::isTold)
                .filter(row -> !withheld.contains(row) && row.groups().stream().anyMatch(near::contains))
                .min(smallestFirst());
    }

    private static Comparator<Tally> smallestFirst() {
        return Comparator.comparingLong(Tally::people)
                .thenComparing(row -> row.values().toString());
    }
}
