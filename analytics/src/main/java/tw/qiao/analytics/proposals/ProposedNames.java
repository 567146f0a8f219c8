package tw.qiao.analytics.proposals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.feeds.Feeds;

/** What headers tell: a name in SQL, and how near to a person the values are. */
final class ProposedNames {
    private static final int LONGEST = 40;

    /** Names that the import itself needs. */
    static final Set<String> TAKEN = Set.of("batch", "file", "line");

    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("編號", "number"),
            Map.entry("序號", "number"),
            Map.entry("案類", "category"),
            Map.entry("類別", "category"),
            Map.entry("種類", "category"),
            Map.entry("日期", "date"),
            Map.entry("發生日期", "date"),
            Map.entry("發生時段", "hours"),
            Map.entry("時間", "time"),
            Map.entry("發生時間", "time"),
            Map.entry("地點", "place"),
            Map.entry("發生地點", "place"),
            Map.entry("地址", "address"),
            Map.entry("住址", "address"),
            Map.entry("電話", "telephone"),
            Map.entry("備註", "remark"),
            Map.entry("名稱", "title"),
            Map.entry("姓名", "person_name"),
            Map.entry("性別", "sex"),
            Map.entry("年齡", "age"),
            Map.entry("生日", "birthday"),
            Map.entry("出生日期", "birthday"),
            Map.entry("身分證字號", "national_id"),
            Map.entry("統一編號", "company_number"),
            Map.entry("金額", "amount"),
            Map.entry("數量", "quantity"),
            Map.entry("人數", "people"),
            Map.entry("戶數", "households"),
            Map.entry("年度", "year"),
            Map.entry("年月", "month"),
            Map.entry("統計年月", "month"),
            Map.entry("經度", "longitude"),
            Map.entry("緯度", "latitude"));

    private static final List<String> IDENTIFYING =
            List.of("姓名", "身分證", "護照", "統一證號", "電話", "手機", "電子郵件", "email", "帳號", "車牌");
    private static final List<String> SENSITIVE = List.of("病歷", "病名", "診斷", "醫療", "基因", "健康檢查", "性生活", "犯罪前科");
    private static final List<String> INDIRECT = List.of("生日", "出生日期", "出生年月日", "地址", "住址", "地點", "經度", "緯度");

    private final Map<String, String> known = new HashMap<>(USUAL);
    private final Set<String> given = new HashSet<>(TAKEN);

    /** What the dictionary calls columns of the same title is the best name. */
    ProposedNames() {
        Feeds.NAMES.stream()
                .flatMap(feed -> Feeds.named(feed).table().columns().stream())
                .forEach(column -> known.putIfAbsent(column.chinese(), column.name()));
    }

    /** A name that no column before has. */
    String name(String header, int position) {
        String usual = known.getOrDefault(header, plain(header));
        String name = usual.isEmpty() ? "column_" + position : usual;
        for (int i = 2; !given.add(name); i++) {
            name = (usual.isEmpty() ? "column" : usual) + "_" + i;
        }
        return name;
    }

    private static String plain(String header) {
        String plain =
                header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
        return plain.substring(0, Math.min(plain.length(), LONGEST));
    }

    static PersonalData personal(String header) {
        if (has(SENSITIVE, header)) {
            return PersonalData.SENSITIVE;
        }
        if (has(IDENTIFYING, header)) {
            return PersonalData.IDENTIFYING;
        }
        return has(INDIRECT, header) ? PersonalData.INDIRECT : PersonalData.NONE;
    }

    private static boolean has(List<String> words, String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }
}
