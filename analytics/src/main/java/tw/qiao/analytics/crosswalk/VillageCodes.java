package tw.qiao.analytics.crosswalk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The codes of villages from 2014-04 to 2024-12 as the Ministry of the Interior's monthly files use them, and their
 * translation to the codes of another date. Codes of 桃園縣 (10003) are read as those of 桃園市 (68000), which the files use
 * for all months.
 */
public final class VillageCodes {
    private static final String FORMER_TAOYUAN = "10003";
    private static final String TAOYUAN = "68000";
    private static final double MOST = 0.5;
    private static final int LONGEST_WAY = 12;

    private final Map<String, List<Validity>> validities = new HashMap<>();
    private final Map<String, List<VillageChange>> changesFrom = new HashMap<>();
    private final Map<String, List<VillageChange>> changesTo = new HashMap<>();

    /** In which months, both included, a code is in force; its village's name then. */
    public record Validity(String code, String area, String village, LocalDate from, LocalDate to) {
        boolean holds(LocalDate date) {
            return !date.isBefore(from) && date.isBefore(to.plusMonths(1));
        }
    }

    private static final class Shipped {
        private static final VillageCodes CODES = new VillageCodes(
                resource("/boundaries/village-codes.csv"), resource("/boundaries/village-changes.csv"));
    }

    private VillageCodes(List<String[]> codes, List<String[]> changes) {
        for (String[] cells : codes) {
            validities
                    .computeIfAbsent(cells[0], _ -> new ArrayList<>())
                    .add(new Validity(
                            cells[0],
                            cells[1],
                            cells[2],
                            month(cells[3]).orElse(LocalDate.MIN),
                            month(cells[4]).orElse(LocalDate.MAX.minusYears(1))));
        }
        for (String[] cells : changes) {
            var change = new VillageChange(
                    month(cells[0]).orElseThrow(),
                    cells[1],
                    cells[2],
                    VillageChange.Kind.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                    Double.parseDouble(cells[4]),
                    VillageChange.Evidence.valueOf(cells[5].toUpperCase(Locale.ROOT)));
            changesFrom.computeIfAbsent(change.from(), _ -> new ArrayList<>()).add(change);
            changesTo.computeIfAbsent(change.to(), _ -> new ArrayList<>()).add(change);
        }
    }

    /** The list that the product ships. */
    public static VillageCodes shipped() {
        return Shipped.CODES;
    }

    private static Optional<LocalDate> month(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text + "-01"));
    }

    /**
     * The code at {@code date} of the village that has {@code code} at some time: its own while it is in force; later
     * that of the village in which most of its people are, earlier that of the village from which it came; null where
     * that is several or not known.
     */
    public @Nullable String at(String code, LocalDate date) {
        String plain = code.replace("-", "").strip();
        if (!validities.containsKey(plain) && plain.startsWith(FORMER_TAOYUAN)) {
            plain = TAOYUAN + plain.substring(FORMER_TAOYUAN.length());
        }
        @Nullable String current = plain;
        for (int i = 0; i < LONGEST_WAY && current != null; i++) {
            List<Validity> known = validities.getOrDefault(current, List.of());
            if (known.isEmpty()) {
                return null;
            }
            if (known.stream().anyMatch(validity -> validity.holds(date))) {
                return current;
            }
            current = date.isBefore(known.getFirst().from())
                    ? before(current, known.getFirst().from())
                    : after(current, known, date);
        }
        return null;
    }

    /** The last time before {@code date} that the code went decides, because some came back. */
    private @Nullable String after(String code, List<Validity> known, LocalDate date) {
        LocalDate ended = known.stream()
                .map(validity -> validity.to().plusMonths(1))
                .filter(end -> !end.isAfter(date))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return changesFrom.getOrDefault(code, List.of()).stream()
                .filter(change -> change.month().equals(ended))
                .filter(change -> change.kind() != VillageChange.Kind.SPLIT && isKnown(change))
                .filter(change -> change.share() > MOST)
                .map(VillageChange::to)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String before(String code, LocalDate begun) {
        List<VillageChange> origins = changesTo.getOrDefault(code, List.of()).stream()
                .filter(change -> change.month().equals(begun))
                .toList();
        return origins.size() == 1 && isKnown(origins.getFirst())
                ? origins.getFirst().from()
                : null;
    }

    private static boolean isKnown(VillageChange change) {
        return change.evidence() == VillageChange.Evidence.NAME || change.evidence() == VillageChange.Evidence.BALANCE;
    }

    /** All validities, by code. */
    public List<Validity> validities() {
        return validities.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Validity::code).thenComparing(Validity::from))
                .toList();
    }

    /** What happened to {@code code} and what came of it, in order. */
    public List<VillageChange> changes(String code) {
        var changes = new ArrayList<>(changesFrom.getOrDefault(code, List.of()));
        changes.addAll(changesTo.getOrDefault(code, List.of()));
        changes.sort(Comparator.comparing(VillageChange::month));
        return changes;
    }

    private static List<String[]> resource(String name) {
        try (InputStream in = VillageCodes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not shipped");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
