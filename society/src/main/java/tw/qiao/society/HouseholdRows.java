package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a pool's rows of the household register (戶政): people and households. */
final class HouseholdRows {
    private static final byte[][] MARITAL = encoded("未婚", "有偶", "離婚", "喪偶");
    private static final byte[][] RELATIONS = encoded(Kinship.RELATIONS);
    private static final byte[][] COUNTRIES = encoded(Overseas.COUNTRIES);
    private final Plan plan;

    HouseholdRows(Plan plan) {
        this.plan = plan;
    }

    private static byte[][] encoded(String... words) {
        return Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    void people(Pool pool, Settlement settlement, RowBuffer row) {
        People people = settlement.people;
        for (int i = 0; i < people.size; i++) {
            int home = Math.max(people.home[i], 0);
            row.nationalId(people.id[i], people.sex[i]).tab();
            settlement.names.write(i, row);
            row.tab().ascii(people.sex[i] == People.MALE ? 'M' : 'F').tab();
            row.date(people.birthDay[i]).tab();
            (people.deathDay[i] == 0 ? row.missing() : row.date(people.deathDay[i])).tab();
            householdNumber(pool, home, row).tab();
            row.raw(RELATIONS[people.relation[i]])
                    .tab()
                    .raw(MARITAL[people.marital[i]])
                    .tab();
            row.person(people, people.spouse[i]).tab();
            row.person(people, people.father[i]).tab();
            row.person(people, people.mother[i]).tab();
            row.raw(plan.code(people.homeVillage(home))).tab();
            settlement.addresses.write(home, row);
            row.tab();
            (people.overseas[i] < 0 ? row.missing() : row.raw(COUNTRIES[people.overseas[i]])).end();
        }
    }

    void households(Pool pool, Settlement settlement, RowBuffer row) {
        People people = settlement.people;
        for (int k = 0; k < people.households; k++) {
            int household = people.householdOrder[k];
            householdNumber(pool, household, row).tab();
            row.person(people, people.head[household]).tab();
            row.raw(plan.code(people.homeVillage(household))).tab();
            settlement.addresses.write(household, row);
            row.end();
        }
    }

    private RowBuffer householdNumber(Pool pool, int household, RowBuffer row) {
        char letter = IdSpace.letter(plan.counties.get(pool.county()));
        return row.ascii(letter).digits(pool.firstPerson() + household, 8);
    }
}
