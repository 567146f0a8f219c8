package tw.qiao.analytics.recipes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counties that became, or became part of, special municipalities (直轄市) on 2010-12-25 and 2014-12-25, with what their
 * townships and villages are called since, and the townships that became cities.
 */
final class FormerCounties {
    private static final int KIND = 1;

    private static final Map<String, String> MUNICIPALITIES = Map.of(
            "臺北縣", "新北市",
            "臺中縣", "臺中市",
            "臺南縣", "臺南市",
            "高雄縣", "高雄市",
            "桃園縣", "桃園市");

    private static final Map<String, String> RENAMED = Map.of(
            "彰化縣員林鎮", "彰化縣員林市",
            "苗栗縣頭份鎮", "苗栗縣頭份市",
            "高雄縣三民鄉", "高雄市那瑪夏區",
            "高雄縣那瑪夏鄉", "高雄市那瑪夏區");

    private static final Map<String, List<String>> DISTRICTS = districts();

    private FormerCounties() {}

    /** {@code address}, without blanks and with 臺, with the names of today at its beginning. */
    static String present(String address) {
        for (Map.Entry<String, String> renamed : RENAMED.entrySet()) {
            if (address.startsWith(renamed.getKey())) {
                String rest = address.substring(renamed.getKey().length());
                return renamed.getValue() + (renamed.getKey().startsWith("高雄縣") ? village(rest) : rest);
            }
        }
        String county = address.length() < 3 ? "" : address.substring(0, 3);
        String municipality = MUNICIPALITIES.get(county);
        return municipality == null ? address : municipality + township(municipality, address.substring(3));
    }

    /** The longest name that fits, because 平鎮市 and 新市鄉 hold characters that end other names. */
    private static String township(String municipality, String rest) {
        for (String district : DISTRICTS.getOrDefault(municipality, List.of())) {
            String base = district.substring(0, district.length() - KIND);
            int end = base.length();
            if (rest.startsWith(base) && rest.length() > end && "鄉鎮市區".indexOf(rest.charAt(end)) >= 0) {
                return district + village(rest.substring(end + KIND));
            }
        }
        return rest;
    }

    /** The 村 of a county are the 里 of a municipality. */
    private static String village(String rest) {
        int village = rest.indexOf('村');
        boolean first = village > 0
                && village <= 4
                && rest.substring(0, village).chars().noneMatch(FormerCounties::ends);
        return first ? rest.substring(0, village) + "里" + rest.substring(village + KIND) : rest;
    }

    private static boolean ends(int character) {
        return "里路街段巷弄號鄰".indexOf(character) >= 0 || Character.isDigit(character);
    }

    private static Map<String, List<String>> districts() {
        var districts = new HashMap<String, List<String>>();
        try (InputStream in = FormerCounties.class.getResourceAsStream("/boundaries/townships.csv")) {
            if (in == null) {
                throw new IllegalStateException("The list of townships is not shipped");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> districts
                            .computeIfAbsent(cells[1], _ -> new ArrayList<>())
                            .add(cells[4]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        districts
                .values()
                .forEach(names ->
                        names.sort(Comparator.comparingInt(String::length).reversed()));
        return districts;
    }
}
