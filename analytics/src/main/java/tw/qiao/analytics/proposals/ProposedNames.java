package tw.qiao.analytics.proposals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            Map.entry("年", "year"),
            Map.entry("年度", "year"),
            Map.entry("年份", "year"),
            Map.entry("季", "quarter"),
            Map.entry("月", "month"),
            Map.entry("月份", "month"),
            Map.entry("日", "day"),
            Map.entry("縣市", "county"),
            Map.entry("鄉鎮市區", "township"),
            Map.entry("鄉鎮", "township"),
            Map.entry("行政區", "district"),
            Map.entry("區", "district"),
            Map.entry("里", "village"),
            Map.entry("機關", "agency"),
            Map.entry("學校", "school"),
            Map.entry("項目", "item"),
            Map.entry("代碼", "code"),
            Map.entry("代號", "code"),
            Map.entry("人口", "people"),
            Map.entry("總人口數", "people"),
            Map.entry("男", "men"),
            Map.entry("男性", "men"),
            Map.entry("女", "women"),
            Map.entry("女性", "women"),
            Map.entry("件數", "cases"),
            Map.entry("家數", "firms"),
            Map.entry("面積", "area"),
            Map.entry("比率", "rate"),
            Map.entry("比例", "rate"),
            Map.entry("百分比", "percentage"),
            Map.entry("合計", "total"),
            Map.entry("總計", "total"),
            Map.entry("總數", "total"),
            Map.entry("單位", "unit"),
            Map.entry("年月", "month"),
            Map.entry("統計年月", "month"),
            Map.entry("經度", "longitude"),
            Map.entry("緯度", "latitude"));

    /** What tells a unit, not what the column is. */
    private static final Pattern UNIT = Pattern.compile("[(（](人|戶|件|家|元|千元|萬元|%|％|公頃|平方公里|公里)[)）]$");

    private static final Pattern BETWEEN = Pattern.compile("[\\s()（）_·－-]+");
    private static final Pattern KIND = Pattern.compile("(?<=.)(別|名稱)$");

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
        String usual = translated(header).orElseGet(() -> plain(header));
        String name = usual.isEmpty() ? "column_" + position : usual;
        for (int i = 2; !given.add(name); i++) {
            name = (usual.isEmpty() ? "column" : usual) + "_" + i;
        }
        return name;
    }

    /** Of a header in several parts each is known, as in {@code 人口數－男}. */
    private Optional<String> translated(String header) {
        Optional<String> whole = word(header);
        if (whole.isPresent()) {
            return whole;
        }
        String quantity = UNIT.matcher(header).replaceFirst("");
        List<Optional<String>> parts = BETWEEN.splitAsStream(quantity)
                .filter(part -> !part.isEmpty())
                .map(this::word)
                .toList();
        return parts.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(parts.stream().map(Optional::orElseThrow).collect(Collectors.joining("_")));
    }

    private Optional<String> word(String header) {
        return Optional.ofNullable(known.get(header))
                .or(() -> Optional.ofNullable(known.get(KIND.matcher(header).replaceFirst(""))));
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
