package tw.qiao.analytics.recipes;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A copy of an address (地址正規化) in which the same place is always written the same: 臺, digits of half width, sections in
 * Chinese (二段), all other numbers in digits (3號), 之 between numbers, and the county and township of today. What is not
 * understood stays as it was written.
 */
public final class Address {
    private static final int LONGEST = 300;
    private static final String NUMERALS = "[" + ChineseNumber.CHARACTERS + "]";

    private static final Pattern SPACED_RANGE = Pattern.compile("(\\d)\\s*(?:[~～〜]|\\s-\\s)\\s*(\\d)");
    private static final Pattern BLANKS = Pattern.compile("[\\s\u3000\u00a0]+");
    private static final Pattern POSTAL_CODE = Pattern.compile("^[(（\\[]?\\d{3}(?:\\d{2,3})?[)）\\]]?(?=\\D)");
    private static final Pattern DIGIT_SECTION = Pattern.compile("(?<!\\d)(\\d{1,2})段");
    private static final Pattern CHINESE_NUMBER =
            Pattern.compile("(?<=[路街道段巷弄號樓村里鄰之第])(" + NUMERALS + "{1,3})(?=[鄰巷弄號樓之])");
    private static final Pattern CHINESE_SUFFIX =
            Pattern.compile("(?<=[\\d號樓]之)(" + NUMERALS + "{1,3})(?!" + NUMERALS + ")");
    private static final Pattern HYPHEN = Pattern.compile("(\\d+)[-‐–—﹣](\\d+)");
    private static final Pattern SUFFIX_OF_NUMBER = Pattern.compile("(\\d+)號之(\\d+)");
    private static final Pattern HYPHEN_OF_FLOOR = Pattern.compile("(?<=[號樓])[-‐–—﹣](?=\\d)");
    private static final Pattern FLOOR = Pattern.compile("(?<![A-Za-z\\d])(\\d{1,3})[Ff](?![A-Za-z])");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<!\\d)0+(?=\\d+(?:之\\d+)?[鄰巷弄號樓])");
    private static final Pattern ORDINAL = Pattern.compile("第(?=\\d+鄰)");

    private Address() {}

    /** The copy of {@code address}. */
    public static String normalise(String address) {
        if (address.length() > LONGEST) {
            return address;
        }
        String plain = SPACED_RANGE.matcher(FullWidth.fold(address)).replaceAll("$1至$2");
        plain = BLANKS.matcher(plain).replaceAll("").replace('台', '臺').replace('ㄧ', '一');
        plain = FormerCounties.present(POSTAL_CODE.matcher(plain).replaceFirst(""));
        return numbers(plain);
    }

    private static String numbers(String address) {
        String plain = DIGIT_SECTION.matcher(address).replaceAll(Address::section);
        plain = CHINESE_NUMBER.matcher(plain).replaceAll(Address::digits);
        plain = FLOOR.matcher(plain).replaceAll("$1樓");
        plain = HYPHEN.matcher(plain).replaceAll(Address::joined);
        plain = HYPHEN_OF_FLOOR.matcher(plain).replaceAll("之");
        plain = CHINESE_SUFFIX.matcher(plain).replaceAll(Address::digits);
        plain = SUFFIX_OF_NUMBER.matcher(plain).replaceAll("$1之$2號");
        plain = ORDINAL.matcher(plain).replaceAll("");
        return LEADING_ZEROS.matcher(plain).replaceAll("");
    }

    private static String section(MatchResult found) {
        int number = Integer.parseInt(found.group(1));
        return number == 0 ? found.group() : ChineseNumber.of(number) + "段";
    }

    private static String digits(MatchResult found) {
        int number = ChineseNumber.parse(found.group(1));
        return number < 0 ? found.group(1) : Integer.toString(number);
    }

    /** Police files write 41-50號 for a stretch of ten numbers and 4-22號 for 4之22號. */
    private static String joined(MatchResult found) {
        String from = found.group(1);
        String to = found.group(2);
        boolean stretch = from.endsWith("1")
                && to.endsWith("0")
                && (to.length() > from.length() || (to.length() == from.length() && to.compareTo(from) > 0));
        return from + (stretch ? "至" : "之") + to;
    }
}
