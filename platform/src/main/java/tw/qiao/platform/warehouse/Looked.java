package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.proposals.Lines;
import tw.qiao.analytics.proposals.Look;
import tw.qiao.kernel.CanonicalJson;

/**
 * What the beginning of a file shows, or why it cannot be read.
 *
 * @param problem empty where it can
 */
public record Looked(Optional<Look> look, String problem) {
    /** Reads what was noted of {@code one}. */
    static Looked of(FileImport one) {
        String problem = one.look().isEmpty() ? "" : new Outcome(one.look()).problem();
        return one.look().isEmpty() || !problem.isEmpty()
                ? new Looked(Optional.empty(), problem)
                : new Looked(Optional.of(CanonicalJson.MAPPER.readValue(one.look(), Look.class)), "");
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
