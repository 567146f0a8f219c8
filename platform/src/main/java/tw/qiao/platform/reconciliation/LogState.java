package tw.qiao.platform.reconciliation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/**
 * How far a log is followed.
 *
 * @param size the number of its entries that are compared
 * @param grownAt when the last of them came
 * @param checkedAt when all that the log showed was last taken; null before the first time
 * @param trouble why it could not be followed the last time; empty if it could
 */
public record LogState(
        int id,
        String origin,
        String member,
        Bilingual name,
        long size,
        @Nullable Instant grownAt,
        @Nullable Instant checkedAt,
        String trouble) {}
