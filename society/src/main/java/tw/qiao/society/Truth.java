package tw.qiao.society;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known to be true of a society because it was made so (真值): counts that were dealt out, and the planted
 * stories with their flaws. Each fact is a query over the registers and the number it must answer.
 */
public record Truth(
        long seed,
        int size,
        @JsonProperty("reference_day") String referenceDay,
        @JsonProperty("statistics_month") String statisticsMonth,
        List<Fact> facts) {
    /** {@code sql} answers one number, which is {@code expected}; {@code what} says it in Chinese. */
    public record Fact(String id, String what, String sql, long expected) {}

    public Truth {
        facts = List.copyOf(facts);
    }

    /** The facts of the society. */
    public static Truth of(Society society) {
        var facts = new ArrayList<Fact>();
        counts(society, facts);
        Settlement settlement = society.writer().settlement;
        for (Pool pool : society.plan.pools) {
            if (pool.planted() > 0) {
                settlement.settle(pool);
                for (int n = 0; n < settlement.stories.size(); n++) {
                    story(pool, settlement, n, facts);
                }
            }
        }
        return new Truth(society.seed(), society.size(), Calendar.REFERENCE.toString(), "2021-03", facts);
    }

    /** Writes the facts as JSON. */
    public void write(Path file) {
        Json.write(file, this);
    }

    private static void counts(Society society, List<Fact> facts) {
        facts.add(new Fact(
                "living", "在世人數", "select count(*) from household.person where death_date is null", society.size()));
        facts.add(new Fact(
                "deaths",
                "最近一年死亡人數",
                "select count(*) from household.life_event where kind = 'death'",
                society.people() - society.size()));
        for (County county : society.plan.counties) {
            String code = society.plan.villages.get(county.from()).code.substring(0, 5);
            facts.add(new Fact(
                    "living-" + code,
                    county.name() + "在世人數",
                    "select count(*) from household.person where death_date is null and village_code like '" + code
                            + "%'",
                    county.quota()));
        }
    }

    private static void story(Pool pool, Settlement settlement, int nth, List<Fact> facts) {
        Story story = settlement.stories.get(nth);
        String name = story.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
                + (story.isFirstOfItsKind() ? "" : "-" + story.nth());
        String person = "'" + DemoPeople.nationalId(settlement.people, story.applicant()) + "'";
        String engineer = "'" + DemoPeople.nationalId(settlement.people, story.engineer()) + "'";
        String firm = "'" + UnifiedNumber.of(story.firm()) + "'";
        facts.add(new Fact(
                name,
                story.kind().note(),
                "select count(*) from construction.firm f join household.person p on p.national_id = f.representative_id"
                        + " where f.unified_no = " + firm + " and p.national_id = " + person
                        + " and p.death_date is null and f.capital = "
                        + story.kind().capital(),
                1));
        facts.add(new Fact(
                name + "-licence",
                "有效期逾2027年且登記於該公司、持照人在世的技師執照",
                "select count(*) from construction.technician t join household.person p using (national_id)"
                        + " where t.licence_no = '" + FirmRows.licence(pool, nth) + "' and t.firm_unified_no = " + firm
                        + " and t.expires > date '2027-12-31' and p.death_date is null and t.national_id = " + engineer,
                story.kind().hasGoodLicence() ? 1 : 0));
        facts.add(new Fact(
                name + "-offices",
                "公司名下房屋",
                "select count(*) from land.ownership where subject_kind = 'building' and owner_kind = 'firm' and owner_no = "
                        + firm,
                story.kind().offices()));
        flaw(story.kind(), person, engineer, facts);
    }

    private static void flaw(Story.Kind kind, String person, String engineer, List<Fact> facts) {
        switch (kind) {
            case TWO_FIRMS ->
                facts.add(new Fact(
                        "represents-two-firms",
                        "同一人為兩家營造業負責人",
                        "select count(*) from construction.firm where representative_id = " + person,
                        2));
            case LOW_INCOME ->
                facts.add(new Fact(
                        "representative-on-low-income",
                        "營造業負責人列冊低收入戶",
                        "select count(*) from welfare.low_income where national_id = " + person,
                        1));
            case ENGINEER_DIED ->
                facts.add(new Fact(
                        "engineer-died",
                        "執照持有人已死亡",
                        "select count(*) from household.person where death_date is not null and national_id = "
                                + engineer,
                        1));
            default -> {}
        }
    }
}
