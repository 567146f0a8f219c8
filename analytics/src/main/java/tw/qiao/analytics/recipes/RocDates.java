package tw.qiao.analytics.recipes;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days in any spelling of the Republic's calendar (民國日期). */
public final class RocDates {
    private RocDates() {}

    /** The day that {@code text} says; null where it says none, one that does not exist, or less than a day. */
    public static @Nullable LocalDate day(String text) {
        RocDate date = RocDate.parse(FullWidth.fold(text.strip()));
        return date == null || date.precision() != RocDate.Precision.DAY ? null : date.first();
    }
}
