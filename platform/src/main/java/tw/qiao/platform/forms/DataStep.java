package tw.qiao.platform.forms;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a data item in a draft.
 *
 * @param code why the agency gave nothing; empty otherwise
 * @param options what the item offers to choose from, answer to label
 */
record DataStep(
        String item, State state, String code, @Nullable UUID consent, Map<String, String> options) {
    DataStep {
        options = Map.copyOf(options);
    }

    /** The outcomes. */
    enum State {
        /** The agency answered. */
        FOUND,
        /** The agency has nothing about it, or not about this person. */
        ABSENT,
        /** The agency did not answer; it can be asked again. */
        UNAVAILABLE,
        /** The applicant fills it in herself. */
        OWN;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
