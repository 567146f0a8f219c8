package tw.qiao.platform.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import tw.qiao.analytics.crosswalk.VillageCodes;

/**
 * An edition of the shipped boundaries of one level of places.
 *
 * @param drawn the day whose boundaries it has
 * @param from the first day on which they are valid
 * @param to the last day on which they are valid; the end of time for those that still are
 */
record AtlasEdition(String name, String level, LocalDate drawn, LocalDate from, LocalDate to) {
    private static final List<AtlasEdition> ALL = lines("/boundaries/editions.csv").stream()
            .map(line -> line.split(",", -1))
            .map(cells -> new AtlasEdition(
                    cells[0],
                    cells[1],
                    LocalDate.parse(cells[2]),
                    LocalDate.parse(cells[3]),
                    cells[4].isEmpty() ? LocalDate.MAX : LocalDate.parse(cells[4])))
            .toList();

    /** The edition that was valid on {@code day}, or else the newest. */
    static AtlasEdition of(String level, LocalDate day) {
        List<AtlasEdition> editions =
                ALL.stream().filter(edition -> edition.level.equals(level)).toList();
        return editions.stream()
                .filter(edition -> edition.isValidOn(day))
                .findFirst()
                .orElseGet(editions::getLast);
    }

    /** Whether its boundaries are those of {@code day}. */
    boolean isValidOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** The lines of a shipped list of boundaries, without its head. */
    static List<String> lines(String name) {
        try (InputStream in = VillageCodes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not shipped");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
