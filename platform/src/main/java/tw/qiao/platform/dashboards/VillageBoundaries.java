package tw.qiao.platform.dashboards;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tw.qiao.analytics.crosswalk.VillageChange;
import tw.qiao.analytics.crosswalk.VillageCodes;
import tw.qiao.analytics.crosswalk.VillageCodes.Validity;

/**
 * Which boundary of the shipped edition is that of a village in a year. Boundaries are those of one day; a village of
 * another year has one where its code was in force already or still, or where the crosswalk says that it only got
 * another code. What is merged into others until then has none.
 */
final class VillageBoundaries {
    private static final Map<String, List<Validity>> BY_TOWNSHIP = VillageCodes.shipped().validities().stream()
            .collect(Collectors.groupingBy(validity -> validity.code().substring(0, 8)));
    private static final Set<String> SHAPES = Set.copyOf(AtlasEdition.lines("/boundaries/village-shapes.csv"));

    private final Map<String, String> codes = new HashMap<>();
    private final LocalDate end;
    private final LocalDate drawn;

    /** Of the villages of a township at the end of a year, or of those that ended in it. */
    VillageBoundaries(String township, String year) {
        end = LocalDate.of(Integer.parseInt(year), 12, 1);
        drawn = AtlasEdition.of("village", end).drawn();
        LocalDate start = end.minusMonths(11);
        for (Validity validity : BY_TOWNSHIP.getOrDefault(township, List.of())) {
            boolean atEnd = isInForce(validity, end);
            if (atEnd || (!validity.from().isAfter(end) && !validity.to().isBefore(start))) {
                codes.merge(validity.village(), validity.code(), (known, other) -> atEnd ? other : known);
            }
        }
    }

    private static boolean isInForce(Validity validity, LocalDate day) {
        return !validity.from().isAfter(day) && !validity.to().isBefore(day);
    }

    /** The code of the boundary of the village of this name. */
    Optional<String> shape(String village) {
        return Optional.ofNullable(codes.get(village)).flatMap(this::shapeOf);
    }

    private Optional<String> shapeOf(String code) {
        if (SHAPES.contains(code)) {
            return Optional.of(code);
        }
        VillageCodes villages = VillageCodes.shipped();
        return Optional.ofNullable(villages.at(code, drawn))
                .filter(SHAPES::contains)
                .filter(later -> !codes.containsValue(later) && code.equals(villages.at(later, end)));
    }

    /** Whether a village was merged or split between the end of the year and the day of the boundaries. */
    boolean hasChanged(String shape) {
        LocalDate first = drawn.isBefore(end) ? drawn : end;
        LocalDate last = drawn.isBefore(end) ? end : drawn;
        return VillageCodes.shipped().changes(shape).stream()
                .anyMatch(change -> change.kind() != VillageChange.Kind.RECODED
                        && change.month().isAfter(first)
                        && !change.month().isAfter(last));
    }

    /** The codes of all boundaries in a township. */
    static List<String> shapesOf(String township) {
        return SHAPES.stream().filter(code -> code.startsWith(township)).toList();
    }
}
