package tw.qiao.platform.warehouse;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Proposes the period (期別) of a file for a table of somebody's own by the periods that the table has. */
@Component
class NextPeriod {
    private static final Pattern PART = Pattern.compile("\\d|\\D+");
    private static final Predicate<String> HAS_DIGITS = Pattern.compile("\\d").asPredicate();

    private final OpenWarehouse warehouse;

    NextPeriod(OpenWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * As somebody said it, who may have asked the exchange for it; else what the file's name says in the way of the
     * table's periods, if it says one alone, which the table has not; empty where it does not.
     */
    String of(FileImport one) {
        if (one.crossed().isPresent() && one.period().isEmpty()) {
            return one.file();
        }
        if (!one.period().isEmpty() || !warehouse.isThere(one.feed())) {
            return one.period();
        }
        Set<String> known = Set.copyOf(warehouse.table(one.feed()).batches());
        String name = one.file().replaceFirst("\\..*$", "");
        Set<String> said = known.stream()
                .filter(HAS_DIGITS)
                .map(NextPeriod::alike)
                .distinct()
                .map(Pattern::compile)
                .flatMap(way -> way.matcher(name).results().map(MatchResult::group))
                .collect(Collectors.toSet());
        return said.size() == 1 && !known.containsAll(said) ? said.iterator().next() : "";
    }

    /** The pattern of what is written as {@code period} is, with digits of its own. */
    private static String alike(String period) {
        String written = PART.matcher(period)
                .replaceAll(part ->
                        Matcher.quoteReplacement(HAS_DIGITS.test(part.group()) ? "\\d" : Pattern.quote(part.group())));
        return "(?<!\\d)" + written + "(?!\\d)";
    }
}
