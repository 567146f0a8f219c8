package tw.qiao.society;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Deals out synthetic national ids so that no two people share one: the n-th man or woman of a county has a fixed place
 * in the letters of that county, and in letters with room to spare where a county has more than a million of a sex.
 */
final class IdSpace {
    private static final int SERIALS = 1_000_000;
    private static final long STRIDE = 611_953;
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("臺北市", "AY"),
            Map.entry("臺中市", "BL"),
            Map.entry("基隆市", "C"),
            Map.entry("臺南市", "D"),
            Map.entry("高雄市", "ES"),
            Map.entry("新北市", "FR"),
            Map.entry("宜蘭縣", "G"),
            Map.entry("桃園市", "H"),
            Map.entry("嘉義市", "I"),
            Map.entry("新竹縣", "J"),
            Map.entry("苗栗縣", "K"),
            Map.entry("南投縣", "M"),
            Map.entry("彰化縣", "N"),
            Map.entry("新竹市", "O"),
            Map.entry("雲林縣", "P"),
            Map.entry("嘉義縣", "Q"),
            Map.entry("屏東縣", "T"),
            Map.entry("花蓮縣", "U"),
            Map.entry("臺東縣", "V"),
            Map.entry("金門縣", "W"),
            Map.entry("澎湖縣", "X"),
            Map.entry("連江縣", "Z"));
    private final List<List<List<Range>>> ranges = new ArrayList<>();

    /** A run of one letter's serials that starts at the {@code first} person of a county and sex. */
    private record Range(long first, char letter, int serial, int length) {}

    IdSpace(List<County> counties) {
        for (int sex = 0; sex < 2; sex++) {
            ranges.add(deal(counties, sex));
        }
    }

    static char letter(County county) {
        return letters(county).charAt(0);
    }

    /** The place of the n-th person of the county and sex: {@code letter * 1,000,000 + serial}, A being 0. */
    int place(int county, int sex, long n) {
        List<Range> own = ranges.get(sex).get(county);
        int i = own.size() - 1;
        while (own.get(i).first() > n) {
            i--;
        }
        Range range = own.get(i);
        long serial = (range.serial() + n - range.first()) * STRIDE % SERIALS;
        return (range.letter() - 'A') * SERIALS + (int) serial;
    }

    private static String letters(County county) {
        return LETTERS.getOrDefault(county.name(), "Z");
    }

    private static List<List<Range>> deal(List<County> counties, int sex) {
        int[] used = new int[26];
        var dealt = new ArrayList<List<Range>>();
        for (County county : counties) {
            var own = new ArrayList<Range>();
            fill(own, letters(county), county.rows(sex), used);
            dealt.add(own);
        }
        for (County county : counties) {
            fill(dealt.get(county.index()), "RVWXZIGOUJTQCKMPNHLYSABDEF", county.rows(sex), used);
        }
        return dealt;
    }

    private static void fill(List<Range> own, String letters, long people, int[] used) {
        long first = own.isEmpty() ? 0 : own.getLast().first() + own.getLast().length();
        for (int i = 0; i < letters.length() && (first < people || own.isEmpty()); i++) {
            int letter = letters.charAt(i) - 'A';
            int length = (int) Math.min(SERIALS - used[letter], people - first);
            if (length > 0 || own.isEmpty()) {
                own.add(new Range(first, letters.charAt(i), used[letter], length));
                used[letter] += length;
                first += length;
            }
        }
    }
}
