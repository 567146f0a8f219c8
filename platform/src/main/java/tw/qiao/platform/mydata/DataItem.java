package tw.qiao.platform.mydata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tw.qiao.platform.site.Bilingual;

/**
 * One thing that an agency already knows and that a person may let a service use (資料項目).
 *
 * @param id its name in forms and consents
 * @param member the agency that holds it, for example {@code TW/GOV/RIS}
 * @param service where to ask, for example {@code TW/GOV/RIS/household/persons}
 * @param subject the name of the number that the service is asked with, for example {@code applicant}
 * @param matches columns of the answer that must equal a subject; an answer about somebody else is refused whole
 * @param fields the columns that are asked for, with what they are called; no other column is taken
 * @param after another item that must be found first, or empty: it proves that this one may be asked for
 * @param basis the law that allows it
 * @param basisCode the same as the exchange names it
 */
public record DataItem(
        String id,
        Bilingual title,
        String member,
        Bilingual memberName,
        String service,
        String subject,
        Map<String, String> matches,
        Map<String, Bilingual> fields,
        String after,
        String purpose,
        Bilingual purposeText,
        Bilingual basis,
        String basisCode,
        Bilingual retention) {
    public DataItem {
        matches = Map.copyOf(matches);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The columns in the order in which people read them. */
    public List<String> columns() {
        return List.copyOf(fields.keySet());
    }

    /** The subsystem that is asked, for example {@code TW/GOV/RIS/household}. */
    public String provider() {
        return service.substring(0, service.lastIndexOf('/'));
    }
}
