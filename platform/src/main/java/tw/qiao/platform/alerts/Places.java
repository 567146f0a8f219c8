package tw.qiao.platform.alerts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Page;

/** The names of places in both languages. */
@Component
public class Places {
    private final Map<String, CodeList> lists = new ConcurrentHashMap<>();

    /** What a code of a rule's list means today, or else the place as it is called in the data. */
    String name(Terms terms, String place, boolean english) {
        return name(terms.figure(), place, english);
    }

    private String name(String codes, String place, boolean english) {
        return codes.isEmpty()
                ? place
                : meaning(codes, place)
                        .map(code -> english ? code.english() : code.chinese())
                        .orElse(place);
    }

    /** As above, in the language of {@code page}. */
    String name(Terms terms, String place, Page page) {
        return name(terms.figure(), place, page);
    }

    /** As above, of a figure. */
    public String name(Terms.Figure figure, String place, Page page) {
        return name(figure, place, page.isEnglish());
    }

    private String name(Terms.Figure figure, String place, boolean english) {
        Terms.OfCube cube = figure.cube();
        return cube == null
                ? name(figure.codes(), place, english)
                : new CubeFigures(cube, figure.span()).name(place, english);
    }

    static boolean isList(String codes) {
        try {
            return codes.matches("[a-z_]{1,60}")
                    && !CodeList.named(codes).codes().isEmpty();
        } catch (Problem none) {
            return false;
        }
    }

    private Optional<CodeList.Code> meaning(String codes, String place) {
        return lists.computeIfAbsent(codes, CodeList::named).codes().stream()
                .filter(code -> code.code().equals(place) && code.to().isEmpty())
                .findFirst();
    }
}
