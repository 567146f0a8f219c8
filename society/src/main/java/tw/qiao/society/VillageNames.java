package tw.qiao.society;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the village (村里) that a published row means, although publishers spell county, town and village in different
 * ways: 台 for 臺, blanks inside names, towns that became cities or are counted in halves, variant glyphs, glyphs from a
 * private area.
 */
final class VillageNames {
    private static final Map<String, String> RENAMED_TOWNS = Map.of(
            "苗栗縣頭份鎮", "苗栗縣頭份市",
            "彰化縣員林鎮", "彰化縣員林市",
            "高雄市三民一", "高雄市三民區",
            "高雄市三民二", "高雄市三民區",
            "高雄市鳳山一", "高雄市鳳山區",
            "高雄市鳳山二", "高雄市鳳山區");

    /** Pairs: a variant and what it is folded to. */
    private static final String VARIANTS = "羣群舘館峯峰犂犁脚腳爲為豊豐莊庄衆眾坂板双雙旧舊廍部窰磘瑤磘恒恆猪豬瑶磘陜陝啓啟羗羌塩鹽温溫敍敘内內";

    private final Map<String, String> codeByName = new HashMap<>();
    private final Map<String, String> codeByFoldedName = new HashMap<>();

    void add(String code, String countyAndTown, String village) {
        String key = key(countyAndTown, village);
        codeByName.put(key, code);
        codeByFoldedName.merge(folded(key), code, (one, other) -> "");
    }

    /** The code of the named village, or null when no village of that name is known. */
    @Nullable String find(String countyAndTown, String village) {
        String key = key(countyAndTown, village);
        String exact = codeByName.get(key);
        if (exact != null) {
            return exact;
        }
        String near = codeByFoldedName.get(folded(key));
        return near == null || near.isEmpty() ? null : near;
    }

    static String key(String countyAndTown, String village) {
        return town(countyAndTown) + '/' + plain(village);
    }

    /** County and town under the name that they bear today. */
    static String town(String countyAndTown) {
        String place = plain(countyAndTown);
        return RENAMED_TOWNS.getOrDefault(place, place);
    }

    /** The text without blanks, with 臺 for 台 and real characters for those of the register's private area. */
    static String plain(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> !Character.isWhitespace(point) && point != 0x3000 && point != 0xFEFF)
                .map(VillageNames::published)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int published(int point) {
        return switch (point) {
            case '台' -> '臺';
            case 0xFFFA8 -> '磘';
            case 0xFFFB5 -> '獇';
            case 0xFB56F -> '塭';
            case 0xFFFC0 -> '萡';
            case 0xFCC79 -> '嵵';
            default -> point;
        };
    }

    private static String folded(String key) {
        var folded = new StringBuilder(key.length());
        int end = key.endsWith("村") || key.endsWith("里") ? key.length() - 1 : key.length();
        key.codePoints().limit(key.codePointCount(0, end)).forEach(point -> {
            int at = VARIANTS.indexOf(point);
            folded.appendCodePoint(at >= 0 && at % 2 == 0 ? VARIANTS.charAt(at + 1) : point);
        });
        return folded.toString();
    }
}
