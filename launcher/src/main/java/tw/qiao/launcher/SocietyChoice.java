package tw.qiao.launcher;

import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.society.Registers.Held;

/** Which society a demo runs with. */
final class SocietyChoice {
    private static final int PEOPLE = 200_000;
    private static final long SEED = 1;

    private SocietyChoice() {}

    /**
     * The society that {@code held} says is there, or the one of the settings in a fresh folder. Another one than the
     * one that is there is refused, for the accounts, cases and certificates in the folder are of its people.
     */
    static Held of(DemoSettings settings, Optional<Held> held) {
        Held otherwise = held.orElse(new Held(SEED, PEOPLE));
        Long seed = settings.seed();
        Integer people = settings.people();
        var chosen = new Held(seed == null ? otherwise.seed() : seed, people == null ? otherwise.size() : people);
        if (held.isPresent() && !held.get().equals(chosen)) {
            throw Problem.invalid(
                    "society_differs",
                    "The data folder %s holds a society of %s, and one of %s was asked for; leave out --people and --seed to go on with it, name another folder with --data, or delete this one"
                            .formatted(settings.data().toAbsolutePath().normalize(), words(held.get()), words(chosen)));
        }
        return chosen;
    }

    private static String words(Held society) {
        return "%,d people with seed %d".formatted(society.size(), society.seed());
    }
}
