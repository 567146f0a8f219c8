package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a pool's firms: the construction register (營建) with its technicians, and the employers (投保單位). */
final class FirmRows {
    private static final long TOPIC = 6;
    private static final byte[][] DISCIPLINES = Arrays.stream(
                    new String[] {"土木工程", "土木工程", "結構工程", "水利工程", "測量", "環境工程", "大地工程", "水土保持", "建築"})
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    private static final int ARCHITECT = DISCIPLINES.length - 1;
    private static final int PEOPLE_PER_FREE_TECHNICIAN = 1_500;
    private final Plan plan;
    private final Firms firms;
    private int licences;

    FirmRows(Plan plan, Firms firms) {
        this.plan = plan;
        this.firms = firms;
    }

    void write(Pool pool, Settlement settlement, Rows rows) {
        var random = new Randomness(plan.seed, TOPIC, pool.index());
        licences = 0;
        for (Story story : settlement.stories) {
            planted(pool, settlement, story, rows);
        }
        for (int firm = pool.firstFirm(); firm < pool.firstFirm() + pool.firms(); firm++) {
            int owner = someone(settlement, 30, 76, random);
            int village = owner < 0 ? pool.fromVillage() : settlement.people.homeVillage(settlement.people.home[owner]);
            if (rows.wants(Table.EMPLOYER)) {
                employer(firm, village, rows.of(Table.EMPLOYER));
            }
            if (owner >= 0 && firms.isConstruction(firm) && rows.wantsAny(Table.FIRM, Table.TECHNICIAN)) {
                firm(settlement, firm, owner, firms.capital(firm), rows.of(Table.FIRM));
                employ(pool, settlement, firm, random, rows.of(Table.TECHNICIAN));
            }
        }
        if (rows.wants(Table.TECHNICIAN)) {
            freelance(pool, settlement, random, rows.of(Table.TECHNICIAN));
        }
    }

    /** The number of the licence that the engineer of the pool's n-th story holds. */
    static String licence(Pool pool, int nth) {
        return "T%09d".formatted(pool.firstPerson() + nth);
    }

    private void planted(Pool pool, Settlement settlement, Story story, Rows rows) {
        People people = settlement.people;
        if (rows.wants(Table.EMPLOYER)) {
            employer(story.firm(), people.homeVillage(people.home[story.applicant()]), rows.of(Table.EMPLOYER));
        }
        if (!rows.wantsAny(Table.FIRM, Table.TECHNICIAN)) {
            return;
        }
        firm(settlement, story.firm(), story.applicant(), story.kind().capital(), rows.of(Table.FIRM));
        boolean elsewhere = story.kind() == Story.Kind.LICENCE_ELSEWHERE;
        RowBuffer row =
                technician(pool, settlement, story.engineer(), story.firm() % ARCHITECT, rows.of(Table.TECHNICIAN));
        row.date(story.licenceIssued()).tab().date(story.licenceExpires()).tab();
        row.number(UnifiedNumber.of(elsewhere ? story.firm() + plan.stories : story.firm()))
                .end();
        if (story.kind() == Story.Kind.TWO_FIRMS || elsewhere) {
            int holder = elsewhere ? story.engineer() : story.applicant();
            firm(settlement, story.firm() + plan.stories, holder, 30_000_000, rows.of(Table.FIRM));
        }
    }

    private void employer(int firm, int village, RowBuffer row) {
        row.number(UnifiedNumber.of(firm))
                .tab()
                .text(firms.name(firm))
                .tab()
                .text(firms.industry(firm))
                .tab();
        row.raw(plan.code(village)).tab().date(firms.established(firm)).end();
    }

    private void firm(Settlement settlement, int firm, int owner, long capital, RowBuffer row) {
        People people = settlement.people;
        int home = people.home[owner];
        row.number(UnifiedNumber.of(firm)).tab().text(firms.name(firm)).tab();
        row.person(people, owner).tab().number(capital).tab();
        settlement.addresses.write(home, row);
        row.tab().raw(plan.code(people.homeVillage(home))).tab();
        row.date(firms.established(firm)).tab().text(firms.kind(firm)).end();
    }

    private void employ(Pool pool, Settlement settlement, int firm, Randomness random, RowBuffer row) {
        int grade = firms.grade(firm);
        for (int n = grade == 0 ? 2 : grade < 3 ? 1 : 0; n > 0; n--) {
            int who = someone(settlement, 28, 70, random);
            if (who >= 0) {
                technician(pool, settlement, who, random.below(DISCIPLINES.length), row);
                validity(random, row).number(UnifiedNumber.of(firm)).end();
            }
        }
    }

    private void freelance(Pool pool, Settlement settlement, Randomness random, RowBuffer row) {
        int count = (int) ((pool.firstPerson() + pool.people()) / PEOPLE_PER_FREE_TECHNICIAN
                - pool.firstPerson() / PEOPLE_PER_FREE_TECHNICIAN);
        for (int n = 0; n < count; n++) {
            int who = someone(settlement, 28, 72, random);
            if (who >= 0) {
                technician(pool, settlement, who, random.below(DISCIPLINES.length), row);
                validity(random, row).missing().end();
            }
        }
    }

    private RowBuffer technician(Pool pool, Settlement settlement, int who, int discipline, RowBuffer row) {
        row.ascii('T').digits(pool.firstPerson() + licences++, 9).tab();
        row.person(settlement.people, who).tab();
        settlement.names.write(who, row);
        row.tab().raw(DISCIPLINES[discipline]).tab().text(discipline == ARCHITECT ? "建築師" : "技師");
        return row.tab();
    }

    /** Practice licences run for six years (技師法第8條). */
    private static RowBuffer validity(Randomness random, RowBuffer row) {
        int issued = Calendar.TODAY - random.below(2_192);
        return row.date(issued).tab().date(issued + 2_191).tab();
    }

    private static int someone(Settlement settlement, int youngest, int oldest, Randomness random) {
        People people = settlement.people;
        for (int n = 0; n < 30 && people.living > 0; n++) {
            int i = random.below(people.living);
            if (people.age[i] >= youngest && people.age[i] <= oldest && !settlement.isPlanted(i)) {
                return i;
            }
        }
        return -1;
    }
}
