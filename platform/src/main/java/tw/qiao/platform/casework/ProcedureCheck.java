package tw.qiao.platform.casework;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import tw.qiao.platform.casework.Procedure.Owner;
import tw.qiao.platform.casework.Procedure.State;
import tw.qiao.platform.casework.Procedure.Step;

/** Finds what is wrong with a procedure before any case runs on it. */
final class ProcedureCheck {
    private static final Set<String> TONES = Set.of("plain", "good", "waiting", "warning", "bad");

    private final Procedure procedure;
    private final Set<String> states = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private ProcedureCheck(Procedure procedure) {
        this.procedure = procedure;
    }

    /** Everything that is wrong; empty when cases may run on it. */
    static List<String> faults(Procedure procedure) {
        var check = new ProcedureCheck(procedure);
        check.run();
        return List.copyOf(check.faults);
    }

    private void run() {
        procedure.states().forEach(state -> require(states.add(state.id()), "two states are called " + state.id()));
        require(states.contains(procedure.initial()), "the initial state does not exist");
        require(procedure.workingDays() > 0 && procedure.supplementDays() > 0, "both terms are at least one day");
        procedure.states().forEach(this::checkState);
        procedure.steps().forEach(this::checkStep);
        if (faults.isEmpty()) {
            checkPaths();
        }
    }

    private void checkState(State state) {
        List<Step> exits = procedure.stepsFrom(state.id());
        require(TONES.contains(state.tone()), state.id() + " has no tone");
        require(!state.finished() || exits.isEmpty(), state.id() + " is final but has a way out");
        require(state.finished() == (state.owner() == Owner.NOBODY), state.id() + " is nobody's, or is final");
        long actions = exits.stream().map(Step::action).distinct().count();
        require(actions == exits.size(), state.id() + " has two steps of one name");
    }

    private void checkStep(Step step) {
        String name = step.action();
        require(!step.from().isEmpty() && states.containsAll(step.from()), name + " starts in an unknown state");
        require(step.to().isEmpty() || states.contains(step.to()), name + " ends in an unknown state");
        step.articles()
                .forEach(article -> require(
                        procedure.articles().stream().anyMatch(each -> each.id().equals(article)),
                        name + " rests on an unknown article " + article));
        require(!step.decision() || !step.articles().isEmpty(), name + " decides without an article");
        require(
                !step.decision() || step.guards().contains(Procedure.Guard.NOT_APPLICANT),
                name + " lets an officer decide her own case");
    }

    private void checkPaths() {
        Set<String> reached = spread(Set.of(procedure.initial()), (step, found) -> intersects(step.from(), found));
        states.forEach(state -> require(reached.contains(state), state + " cannot be reached"));
        var ends = new HashSet<String>();
        procedure.states().stream().filter(State::finished).map(State::id).forEach(ends::add);
        Set<String> ending = spreadBack(ends);
        states.forEach(state -> require(ending.contains(state), state + " is a dead end"));
    }

    private Set<String> spread(Set<String> start, BiPredicate<Step, Set<String>> leaves) {
        var found = new HashSet<>(start);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Step step : procedure.steps()) {
                grown |= !step.to().isEmpty() && leaves.test(step, found) && found.add(step.to());
            }
        }
        return found;
    }

    private Set<String> spreadBack(Set<String> ends) {
        var found = new HashSet<>(ends);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Step step : procedure.steps()) {
                grown |= found.contains(step.to()) && found.addAll(step.from());
            }
        }
        return found;
    }

    private static boolean intersects(List<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
