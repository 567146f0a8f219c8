package tw.qiao.society;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.NationalId;

/**
 * The people whom a demo can sign in as (示範申請人): adults who represent a construction firm, each with a note that says
 * what is special. A list shows the first of each kind; ordinary ones more are there for many at once. They are planted
 * in the society, so the registers know them.
 */
public record DemoPeople(List<Person> people) {
    /** One of them; the notes say why the person is interesting. */
    public record Person(
            @JsonProperty("national_id") String nationalId,
            String name,
            @JsonProperty("birth_date") String birthDate,
            String role,
            @JsonProperty("firm_unified_no") String firmUnifiedNo,
            @JsonProperty("firm_name") String firmName,
            long capital,
            @JsonProperty("engineer_licence_no") String engineerLicenceNo,
            String note,
            @JsonProperty("note_en") String noteInEnglish,
            boolean listed) {}

    public DemoPeople {
        people = List.copyOf(people);
    }

    /** The demo people of the society, the ones with a rare name first. */
    public static DemoPeople of(Society society) {
        var people = new ArrayList<Person>();
        Settlement settlement = society.writer().settlement;
        for (Pool pool : society.plan.pools) {
            if (pool.planted() > 0) {
                settlement.settle(pool);
                for (int n = 0; n < settlement.stories.size(); n++) {
                    people.add(person(society, pool, settlement, n));
                }
            }
        }
        return new DemoPeople(people);
    }

    /** Writes the people as a JSON array; the file is there whole or not at all. */
    public void write(Path file) {
        Json.write(file, people);
    }

    private static Person person(Society society, Pool pool, Settlement settlement, int nth) {
        Story story = settlement.stories.get(nth);
        int who = story.applicant();
        return new Person(
                nationalId(settlement.people, who),
                settlement.names.of(who),
                LocalDate.ofEpochDay(settlement.people.birthDay[who]).toString(),
                "citizen",
                Integer.toString(UnifiedNumber.of(story.firm())),
                society.firms.name(story.firm()),
                story.kind().capital(),
                FirmRows.licence(pool, nth),
                story.kind().note(),
                story.kind().noteInEnglish(),
                story.isFirstOfItsKind());
    }

    static String nationalId(People people, int person) {
        byte[] text = new byte[10];
        int place = people.id[person];
        NationalId.writeSynthetic(
                text, 0, (char) ('A' + place / 1_000_000), people.sex[person] == People.FEMALE, place % 1_000_000);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
