package tw.qiao.analytics.proposals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column.PersonalData;

/** Gathers what the values of one column tell about it. */
final class ColumnGuess {
    /** The strictest first: of those that read nearly all values, the first is proposed. */
    private static final List<Written> ORDER = List.of(
            Written.DATE,
            Written.DATE_COMPACT,
            Written.DATE_ROC,
            Written.MONTH,
            Written.MONTH_ROC,
            Written.YEAR,
            Written.YEAR_ROC,
            Written.SCHOOL_YEAR_ROC,
            Written.TIME,
            Written.TIME_COMPACT,
            Written.INTEGER,
            Written.DECIMAL_2,
            Written.DECIMAL_4,
            Written.DECIMAL_8);

    private static final Set<Written> WITH_SIGNS = Set.of(Written.DATE, Written.MONTH, Written.TIME);
    private static final int ENOUGH_PERCENT = 95;
    private static final int MOST_DISTINCT = 20_000;
    private static final int EXAMPLES = 3;
    private static final int LONGEST_EXAMPLE = 60;
    private static final Pattern DAYS = Pattern.compile(".*(日期|日$|年月日|date|day).*");
    private static final Pattern MONTHS = Pattern.compile(".*(年月|月份|月$|month).*");
    private static final Pattern YEARS = Pattern.compile(".*(年度|年$|year|學年).*");
    private static final Pattern TIMES = Pattern.compile(".*(時間|時刻|time).*");
    private static final Pattern NO_NUMBER = Pattern.compile(".*(代碼|代號|統編|統一編號|電話|郵遞|區號|字號|code|zip|phone|tel).*");
    private static final Pattern NAMES_ROWS = Pattern.compile(".*(編號|代碼|代號|序號|字號|code|number|^id$|_id$).*");
    private static final Pattern NATIONAL_ID = Pattern.compile("[A-Z][1289A-D]\\d{8}");

    private final String header;
    private final Map<Written, Long> fits = new EnumMap<>(Written.class);
    private final Set<String> distinct = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private long rows;
    private long values;
    private long persons;
    private boolean leadingZeros;
    private boolean onlyDigits = true;

    ColumnGuess(String header) {
        this.header = header;
        ORDER.forEach(written -> fits.put(written, 0L));
    }

    void add(String cell) {
        String value = cell.strip();
        rows++;
        if (value.isEmpty()) {
            return;
        }
        values++;
        if (distinct.size() < MOST_DISTINCT && distinct.add(value) && examples.size() < EXAMPLES) {
            examples.add(value.substring(0, Math.min(value.length(), LONGEST_EXAMPLE)));
        }
        leadingZeros |= value.matches("0\\d+");
        onlyDigits &= value.matches("\\d+");
        persons += NATIONAL_ID.matcher(value).matches() ? 1 : 0;
        fits.replaceAll((written, count) -> isHopeless(count) || !written.reads(value) ? count : count + 1);
    }

    /** What read nearly nothing of the first hundred values need not be tried on. */
    private boolean isHopeless(long count) {
        return values > 100 && count * 2 < values;
    }

    Proposal proposal(String name, List<CodeList> lists) {
        Written written = written();
        PersonalData personal =
                persons * 2 > values && values > 0 ? PersonalData.IDENTIFYING : ProposedNames.personal(header);
        return new Proposal(
                header,
                name,
                written,
                written == Written.TEXT ? values : fits.getOrDefault(written, 0L),
                values,
                isKey(),
                personal,
                codes(lists),
                List.copyOf(examples));
    }

    private Written written() {
        if (values == 0) {
            return Written.TEXT;
        }
        return ORDER.stream()
                .filter(one -> fits.getOrDefault(one, 0L) * 100 >= values * ENOUGH_PERCENT)
                .filter(this::isMeant)
                .findFirst()
                .orElse(Written.TEXT);
    }

    /** Digits alone may mean anything, so the header has to say which. */
    private boolean isMeant(Written written) {
        if (WITH_SIGNS.contains(written)) {
            return true;
        }
        return switch (written) {
            case DATE_COMPACT -> DAYS.matcher(header).matches();
            case DATE_ROC -> !onlyDigits || DAYS.matcher(header).matches();
            case MONTH_ROC -> !onlyDigits || MONTHS.matcher(header).matches();
            case YEAR, YEAR_ROC -> YEARS.matcher(header).matches();
            case SCHOOL_YEAR_ROC -> !onlyDigits && YEARS.matcher(header).matches();
            case TIME_COMPACT -> TIMES.matcher(header).matches();
            default -> !leadingZeros && !NO_NUMBER.matcher(header).matches();
        };
    }

    private boolean isKey() {
        return rows > 1
                && values == rows
                && distinct.size() == rows
                && NAMES_ROWS.matcher(header.toLowerCase(Locale.ROOT)).matches();
    }

    private String codes(List<CodeList> lists) {
        if (distinct.isEmpty() || distinct.size() > MOST_DISTINCT / 2) {
            return "";
        }
        return lists.stream()
                .filter(list -> list.codes().stream()
                        .map(CodeList.Code::code)
                        .collect(Collectors.toSet())
                        .containsAll(distinct))
                .filter(list -> distinct.size() > 1)
                .map(CodeList::name)
                .findFirst()
                .orElse("");
    }
}
