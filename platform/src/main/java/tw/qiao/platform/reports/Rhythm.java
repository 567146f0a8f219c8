package tw.qiao.platform.reports;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import tw.qiao.kernel.Problem;

/**
 * How often a report is made, by the clock of Taipei.
 *
 * @param day the day of the week (1 is Monday) or of the month; months that are too short end with it
 */
public record Rhythm(Every every, int day, int hour) {
    /** How far apart. */
    public enum Every {
        DAILY,
        WEEKLY,
        MONTHLY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refuses days and hours that are none. */
    public Rhythm {
        int last = every == Every.MONTHLY ? 31 : 7;
        if (day < 1 || day > last || hour < 0 || hour > 23) {
            throw Problem.invalid(
                    "report_rhythm", "A day from 1 to " + last + " and an hour from 0 to 23 were expected");
        }
    }

    /** The first time after {@code moment}. */
    Instant after(Instant moment) {
        LocalDate date = moment.atZone(Edition.TAIPEI).toLocalDate();
        Instant first = at(onOrAfter(date));
        return first.isAfter(moment) ? first : at(onOrAfter(following(date)));
    }

    /** The last time at or before {@code moment}, when {@code due} was the first of them. */
    Instant latest(Instant due, Instant moment) {
        Instant latest = due;
        for (Instant next = after(latest); !next.isAfter(moment); next = after(latest)) {
            latest = next;
        }
        return latest;
    }

    private LocalDate following(LocalDate date) {
        return every == Every.MONTHLY ? YearMonth.from(date).plusMonths(1).atDay(1) : date.plusDays(1);
    }

    private LocalDate onOrAfter(LocalDate date) {
        return switch (every) {
            case DAILY -> date;
            case WEEKLY -> date.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(day)));
            case MONTHLY -> {
                LocalDate here = dayOf(YearMonth.from(date));
                yield here.isBefore(date) ? dayOf(YearMonth.from(date).plusMonths(1)) : here;
            }
        };
    }

    private LocalDate dayOf(YearMonth month) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }

    private Instant at(LocalDate date) {
        return date.atTime(LocalTime.of(hour, 0)).atZone(Edition.TAIPEI).toInstant();
    }
}
