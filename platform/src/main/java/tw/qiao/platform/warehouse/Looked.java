package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.intake.NoRows;
import tw.qiao.analytics.proposals.Lines;
import tw.qiao.analytics.proposals.Look;
import tw.qiao.kernel.CanonicalJson;

/**
 * What the beginning of a file shows, or why it cannot be read.
 *
 * @param problem empty where it can
 * @param hasRows false where it is known to have no row of data
 */
public record Looked(Optional<Look> look, String problem, boolean hasRows) {
    /** Reads what was noted of {@code one}. */
    static Looked of(FileImport one) {
        return read(one.look());
    }

    /** Reads what a look at a file said; empty where nobody looked yet. */
    static Looked read(String said) {
        var outcome = new Outcome(said);
        return said.isEmpty() || !outcome.code().isEmpty()
                ? new Looked(Optional.empty(), outcome.problem(), !NoRows.isSaidBy(outcome.code()))
                : new Looked(Optional.of(CanonicalJson.MAPPER.readValue(said, Look.class)), "", true);
    }

    /** The first rows. */
    public Preview preview() {
        return new Preview(look.map(Look::rows).orElse(List.of()));
    }

    /** How the file was read. */
    public Lines lines() {
        return look.map(Look::lines).orElse(Lines.UNKNOWN);
    }
}
