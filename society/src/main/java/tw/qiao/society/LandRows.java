package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Writes a pool's rows of the land register (地政): parcels, the buildings on them, and who owns what share. */
final class LandRows {
    private static final long TOPIC = 7;
    private static final byte[] PARCEL = "parcel".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BUILDING = "building".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PERSON = "person".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIRM = "firm".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HOMES = "住宅".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OFFICE = "辦公".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECTION = "段".getBytes(StandardCharsets.UTF_8);
    private static final byte[][] ZONES = {
        "住宅區".getBytes(StandardCharsets.UTF_8),
        "商業區".getBytes(StandardCharsets.UTF_8),
        "一般農業區".getBytes(StandardCharsets.UTF_8)
    };
    private static final double OWN_HOME = 0.78;
    private static final double JOINT = 0.15;
    private static final double FIELD = 0.12;
    /** Places for the numbers of fields and offices, past those of houses. */
    private static final int FIELDS = 50_000;

    private static final int OFFICES = 90_000;
    private final Plan plan;
    private Rows rows;
    private long next;

    LandRows(Plan plan) {
        this.plan = plan;
        this.rows = new Rows(Set.of());
    }

    void write(Pool pool, Settlement settlement, Rows target) {
        rows = target;
        next = pool.firstPerson() * 8;
        var random = new Randomness(plan.seed, TOPIC, pool.index());
        People people = settlement.people;
        int village = -1;
        int dwelling = 0;
        for (int k = 0; k < people.households; k++) {
            int household = people.householdOrder[k];
            dwelling = people.homeVillage(household) == village ? dwelling + 1 : 0;
            village = people.homeVillage(household);
            dwelling(settlement, k, village, dwelling, random);
            if (random.chance(FIELD)) {
                field(people, village, dwelling, people.head[household], random);
            }
        }
        int office = 0;
        for (Story story : settlement.stories) {
            office = offices(settlement, story, office);
        }
    }

    private void dwelling(Settlement settlement, int k, int village, int number, Randomness random) {
        People people = settlement.people;
        int household = people.householdOrder[k];
        int lot = settlement.addresses.lot(household);
        int units = settlement.addresses.floors(household);
        if (settlement.addresses.floor(household) == 1) {
            parcel(
                    village,
                    lot,
                    units > 1 ? 40 * units + random.below(300) : 60 + random.below(140),
                    random.below(12) == 0 ? 1 : 0);
        }
        int completed = Calendar.TODAY - 400 - Randomness.below(plan.seed + village, lot, 18_000);
        building(settlement, village, number, lot, household, 45 + random.below(120), completed, HOMES);
        int owner = owner(people, household, random);
        int other = people.spouse[owner];
        boolean joint = other >= 0 && random.chance(JOINT);
        int earliest = Math.clamp(people.birthDay[owner] + 7_400L, completed + 30, Calendar.TODAY - 5);
        int registered = Calendar.TODAY - 1 - random.below(Calendar.TODAY - earliest);
        own(people, BUILDING, village, number, owner, 1, joint ? 2 : 1, registered);
        own(people, PARCEL, village, lot, owner, 1, joint ? 2 * units : units, registered);
        if (joint) {
            own(people, BUILDING, village, number, other, 1, 2, registered);
            own(people, PARCEL, village, lot, other, 1, 2 * units, registered);
        }
    }

    /** Mostly the head; otherwise somebody else of age, for the household rents. */
    private static int owner(People people, int household, Randomness random) {
        int head = people.head[household];
        if (people.isAdult(head) && random.chance(OWN_HOME)) {
            return head;
        }
        for (int n = 0; n < 20; n++) {
            int i = random.below(people.living);
            if (people.age[i] >= 30) {
                return i;
            }
        }
        return head;
    }

    private void field(People people, int village, int number, int owner, Randomness random) {
        parcel(village, FIELDS + number, 400 + random.below(4_000), 2);
        own(people, PARCEL, village, FIELDS + number, owner, 1, 1, Calendar.TODAY - 1 - random.below(8_000));
    }

    /** The office of a planted firm, its own or its representative's; one story's firm owns six. */
    private int offices(Settlement settlement, Story story, int used) {
        People people = settlement.people;
        int home = people.home[story.applicant()];
        int village = people.homeVillage(home);
        int office = used;
        int end = used + Math.max(story.kind().offices(), 1);
        for (; office < end; office++) {
            int number = OFFICES + office;
            parcel(village, number, 180 + office, 1);
            building(
                    settlement,
                    village,
                    number,
                    number,
                    home,
                    120 + office,
                    Calendar.day(2012, 5, 1 + office % 28),
                    OFFICE);
            RowBuffer row = ownership(BUILDING, village, number);
            boolean personal = story.kind() == Story.Kind.OFFICE_OF_REPRESENTATIVE;
            row.raw(personal ? PERSON : FIRM).tab();
            (personal ? row.person(people, story.applicant()) : row.number(UnifiedNumber.of(story.firm()))).tab();
            row.number(1).tab().number(1).tab().date(Calendar.TODAY - 200).end();
            own(people, PARCEL, village, number, story.applicant(), 1, 1, Calendar.TODAY - 200);
        }
        return office;
    }

    private void parcel(int village, int number, int area, int zone) {
        RowBuffer row = rows.of(Table.PARCEL);
        row.raw(plan.code(village))
                .digits(number, 5)
                .tab()
                .raw(plan.code(village))
                .tab();
        row.text(plan.villages.get(village).town).raw(SECTION).tab();
        row.digits(1 + number / 10, 4).ascii('-').digits(number % 10, 4).tab();
        row.number(area).tab().raw(ZONES[zone]).end();
    }

    private void building(
            Settlement settlement,
            int village,
            int number,
            int lot,
            int household,
            int area,
            int completed,
            byte[] use) {
        RowBuffer row = rows.of(Table.BUILDING);
        row.raw(plan.code(village))
                .ascii('B')
                .digits(number, 5)
                .tab()
                .raw(plan.code(village))
                .digits(lot, 5)
                .tab();
        settlement.addresses.write(household, row);
        row.tab().number(area).tab().date(completed).tab().raw(use).end();
    }

    private void own(People people, byte[] kind, int village, int number, int owner, int part, int parts, int day) {
        ownership(kind, village, number).raw(PERSON).tab().person(people, owner).tab();
        rows.of(Table.OWNERSHIP)
                .number(part)
                .tab()
                .number(parts)
                .tab()
                .date(day)
                .end();
    }

    private RowBuffer ownership(byte[] kind, int village, int number) {
        RowBuffer row =
                rows.of(Table.OWNERSHIP).number(next++).tab().raw(kind).tab().raw(plan.code(village));
        return (kind[0] == BUILDING[0] ? row.ascii('B') : row).digits(number, 5).tab();
    }
}
