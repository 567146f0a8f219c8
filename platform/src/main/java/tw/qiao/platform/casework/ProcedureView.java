package tw.qiao.platform.casework;

import java.util.List;
import java.util.Locale;
import tw.qiao.platform.site.Bilingual;

/** A procedure as officers see it: every state with the steps out of it. */
public record ProcedureView(Bilingual title, int version, int workingDays, int supplementDays, List<Line> lines) {
    public ProcedureView {
        lines = List.copyOf(lines);
    }

    static ProcedureView of(Procedure procedure) {
        return new ProcedureView(
                procedure.title(),
                procedure.version(),
                procedure.workingDays(),
                procedure.supplementDays(),
                procedure.states().stream()
                        .map(state -> new Line(
                                state.title(),
                                state.tone(),
                                state.meaning(),
                                state.owner().name().toLowerCase(Locale.ROOT),
                                state.paused(),
                                procedure.stepsFrom(state.id()).stream()
                                        .map(step -> exit(procedure, state, step))
                                        .toList()))
                        .toList());
    }

    private static Exit exit(Procedure procedure, Procedure.State state, Procedure.Step step) {
        return new Exit(
                step.title(),
                procedure.state(step.target(state.id())).title(),
                step.by().name().toLowerCase(Locale.ROOT),
                !step.target(state.id()).equals(state.id()));
    }

    /**
     * A state.
     *
     * @param owner the word for whose turn it is
     * @param paused whether the agency's time stands still
     */
    public record Line(
            Bilingual title, String tone, Bilingual meaning, String owner, boolean paused, List<Exit> exits) {
        public Line {
            exits = List.copyOf(exits);
        }
    }

    /** A step out of a state; {@code by} is the word for who takes it. */
    public record Exit(Bilingual title, Bilingual target, String by, boolean moves) {}
}
