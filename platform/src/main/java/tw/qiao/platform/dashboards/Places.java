package tw.qiao.platform.dashboards;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.CodeList.Code;
import tw.qiao.platform.site.Page;

/** The counties and townships of today, by the names that the dictionary's code lists have for them on a day. */
final class Places {
    private static final List<Code> ALL_COUNTIES = CodeList.named("county").codes();
    private static final List<Code> ALL_TOWNSHIPS = CodeList.named("township").codes();
    private static final List<Code> COUNTIES = today(ALL_COUNTIES);
    private static final List<Code> TOWNSHIPS = today(ALL_TOWNSHIPS);

    private final Page page;
    private final LocalDate day;

    private Places(Page page, LocalDate day) {
        this.page = page;
        this.day = day;
    }

    static Places today(Page page) {
        return new Places(page, LocalDate.MAX);
    }

    /** With their names at the end of a year, such as 桃園縣 until 2013. */
    static Places atEndOf(String year, Page page) {
        return new Places(page, LocalDate.of(Integer.parseInt(year), 12, 31));
    }

    private static List<Code> today(List<Code> codes) {
        return codes.stream().filter(code -> code.to().isEmpty()).toList();
    }

    /** Whether there is such a place. */
    static boolean exists(String code) {
        return code.isEmpty() || code(code).isPresent();
    }

    private static Optional<Code> code(String code) {
        return (code.length() > 5 ? TOWNSHIPS : COUNTIES)
                .stream().filter(known -> known.code().equals(code)).findFirst();
    }

    /** A place that exists. */
    Place place(String code) {
        return new Place(code, code.isEmpty() ? page.text("dashboards.country") : name(code));
    }

    /** The name of a place, or its code when nobody knows it. */
    String name(String code) {
        return (code.length() > 5 ? ALL_TOWNSHIPS : ALL_COUNTIES)
                .stream()
                        .filter(known -> known.code().equals(code) && known.isValidOn(day))
                        .findFirst()
                        .or(() -> code(code))
                        .map(known -> page.either(known.chinese(), known.english()))
                        .orElse(code);
    }

    /** A name that says in which county a township lies. */
    String fullName(String code) {
        if (code.length() <= 5) {
            return code.isEmpty() ? page.text("dashboards.country") : name(code);
        }
        String county = name(code.substring(0, 5));
        return page.isEnglish() ? name(code) + ", " + county : county + name(code);
    }

    List<Place> counties() {
        return COUNTIES.stream().map(code -> place(code.code())).toList();
    }

    List<Place> townships(String county) {
        return TOWNSHIPS.stream()
                .filter(code -> code.code().startsWith(county))
                .map(code -> place(code.code()))
                .toList();
    }
}
