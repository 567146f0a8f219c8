package tw.qiao.platform.forms;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application that is being filled in (草稿).
 *
 * @param submission the submission that it became, or null
 * @param expires when it is deleted unless it is submitted
 */
public record Draft(
        UUID id,
        UUID applicant,
        String form,
        int formVersion,
        @Nullable UUID submission,
        Instant changed,
        Instant expires) {
    /** The address of its task list. */
    public String path() {
        return "/drafts/" + id;
    }
}
