package tw.qiao.platform.casework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;

/** The working days (工作天) of the government's office calendar (政府行政機關辦公日曆表) in Taipei. */
@Component
class WorkingDays {
    static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final TypeReference<CalendarFile> FILE = new TypeReference<>() {};
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final Set<LocalDate> holidays;
    private final Set<LocalDate> worked;
    private final Clock clock;

    WorkingDays(Clock clock) {
        this.clock = clock;
        try (var stream = new ClassPathResource("casework/working-days.json").getInputStream()) {
            CalendarFile file = CanonicalJson.MAPPER.readValue(stream, FILE);
            this.holidays = Set.copyOf(file.holidays());
            this.worked = Set.copyOf(file.worked());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The calendar of working days cannot be read", unreadable);
        }
    }

    /**
     * The calendar as its file says it.
     *
     * @param holidays days off that are not on a weekend
     * @param worked days of a weekend on which offices work (補班)
     */
    private record CalendarFile(String about, List<LocalDate> holidays, List<LocalDate> worked) {}

    /** Today in Taipei. */
    LocalDate today() {
        return clock.instant().atZone(TAIPEI).toLocalDate();
    }

    /** Whether offices work on {@code day}. */
    boolean isWorkingDay(LocalDate day) {
        boolean free = WEEKEND.contains(day.getDayOfWeek()) || holidays.contains(day);
        return worked.contains(day) || !free;
    }

    /** The day that is {@code days} working days after {@code start}, which itself does not count. */
    LocalDate after(LocalDate start, int days) {
        LocalDate day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            left -= isWorkingDay(day) ? 1 : 0;
        }
        return day;
    }

    /** How many working days lie after {@code start} up to {@code end}; negative when {@code end} is before. */
    int between(LocalDate start, LocalDate end) {
        if (end.isBefore(start)) {
            return -between(end, start);
        }
        return (int) start.plusDays(1)
                .datesUntil(end.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }
}
