package tw.qiao.analytics.vitalevents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All townships of today, found by any name that the files of 2014 to 2024 gave them.
 *
 * <p>Names are matched, not codes: the codes in the files change when a county is upgraded (桃園縣 10003 became 桃園市 68000
 * on 2014-12-25, yet the population of 2017-09 to 2017-11 again says 10003), and some months use codes of offices
 * instead of townships (三民一, 鳳山二).
 */
public final class Townships {
    private static final Pattern BLANK = Pattern.compile("[\\s\\u3000]");
    private static final Pattern OFFICE = Pattern.compile("高雄市(三民|鳳山)[一二]");
    /** Townships that became county-administered cities: 員林 on 2015-08-08, 頭份 on 2015-10-05. */
    private static final Map<String, String> UPGRADED = Map.of("彰化縣員林鎮", "彰化縣員林市", "苗栗縣頭份鎮", "苗栗縣頭份市");

    private final Map<String, Township> byName = new LinkedHashMap<>();

    private Townships(List<Township> townships) {
        townships.forEach(township -> byName.put(township.county() + township.name(), township));
    }

    /** The townships of a list with the columns county_code, county, county_english and the same of the township. */
    public static Townships read(Path csv) {
        try {
            return new Townships(Files.readAllLines(csv).stream()
                    .skip(1)
                    .map(CsvLine::cells)
                    .map(c -> new Township(c.get(3), c.get(4), c.get(5), c.get(0), c.get(1), c.get(2)))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The township that a file calls {@code raw}, county and township in one, in whatever spelling of its year. */
    public Optional<Township> named(String raw) {
        return Optional.ofNullable(byName.get(presentName(raw)));
    }

    /** The present name of a village: the 村 of the rural townships of 桃園縣 became 里 when the county was upgraded. */
    public String village(String rawTownship, String village) {
        return rawTownship.startsWith("桃園縣") && village.endsWith("村")
                ? village.substring(0, village.length() - 1) + "里"
                : village;
    }

    /** All townships in the order of the list. */
    public Collection<Township> all() {
        return byName.values();
    }

    private static String presentName(String raw) {
        String name = BLANK.matcher(raw).replaceAll("").replace('台', '臺');
        if (name.startsWith("桃園縣")) {
            return "桃園市" + name.substring(3, name.length() - 1) + "區";
        }
        if (OFFICE.matcher(name).matches()) {
            return name.substring(0, name.length() - 1) + "區";
        }
        return UPGRADED.getOrDefault(name, name);
    }
}
