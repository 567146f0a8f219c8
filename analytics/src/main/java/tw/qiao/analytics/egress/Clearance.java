package tw.qiao.analytics.egress;

import java.util.Map;
import tw.qiao.analytics.dictionary.Column.PersonalData;

/** How near to a person somebody may look; what is not named is refused. */
public record Clearance(Map<PersonalData, Treatment> treatments) {
    /** Sees nothing of persons. */
    public static final Clearance PUBLIC = new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED));

    /** Sees what is indirect in coarse form, and nobody's name. */
    public static final Clearance ANALYST =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.MASKED));

    Treatment of(PersonalData nearness) {
        return treatments.getOrDefault(nearness, Treatment.REFUSED);
    }
}
