package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the life events (人口異動) of a pool's last year: births, deaths, marriages, divorces, moves. */
final class EventRows {
    private static final long TOPIC = 3;
    private static final double MOVES = 0.045;
    private final Plan plan;
    private final AgeShelf brides = new AgeShelf();
    private final AgeShelf grooms = new AgeShelf();
    private long next;

    EventRows(Plan plan) {
        this.plan = plan;
    }

    void write(Pool pool, People people, RowBuffer row) {
        var random = new Randomness(plan.seed, TOPIC, pool.index());
        next = pool.firstPerson() * 8;
        births(people, row);
        deaths(people, row);
        marriages(people, quota(pool, 2), random, row);
        divorces(people, quota(pool, 3), random, row);
        moves(people, random, row);
    }

    private int quota(Pool pool, int kind) {
        int quota = 0;
        for (int village = pool.fromVillage(); village < pool.toVillage(); village++) {
            quota += plan.event(village, kind);
        }
        return quota;
    }

    private void births(People people, RowBuffer row) {
        for (int i = people.living - 1; i >= 0 && people.age[i] == 0; i--) {
            event(row, "birth", people, i, people.mother[i])
                    .date(people.birthDay[i])
                    .tab();
            row.missing().end();
        }
    }

    private void deaths(People people, RowBuffer row) {
        for (int i = people.living; i < people.size; i++) {
            event(row, "death", people, i, -1).date(people.deathDay[i]).tab();
            row.missing().end();
        }
    }

    private void marriages(People people, int quota, Randomness random, RowBuffer row) {
        brides.clear();
        for (int i = 0; i < people.living; i++) {
            boolean named = people.spouse[i] >= 0
                    && (people.sex[i] == People.FEMALE || people.sex[people.spouse[i]] == People.MALE);
            if (named && (people.sex[people.spouse[i]] == People.MALE || people.spouse[i] > i)) {
                brides.put(i, people.age[i]);
            }
        }
        for (int n = 0; n < quota; n++) {
            int bride = brides.take(23 + random.below(8) + random.below(8), 18, 100);
            if (bride >= 0) {
                event(row, "marriage", people, bride, people.spouse[bride])
                        .date(day(random))
                        .tab();
                row.missing().end();
            }
        }
    }

    private void divorces(People people, int quota, Randomness random, RowBuffer row) {
        brides.clear();
        grooms.clear();
        for (int i = 0; i < people.living; i++) {
            if (people.marital[i] == People.DIVORCED) {
                (people.sex[i] == People.FEMALE ? brides : grooms).put(i, people.age[i]);
            }
        }
        for (int n = 0; n < quota; n++) {
            int wish = 28 + random.below(15) + random.below(15);
            int wife = brides.take(wish, 20, 100);
            int husband = wife < 0 ? -1 : grooms.take(people.age[wife] + 2, 20, 100);
            if (husband >= 0) {
                event(row, "divorce", people, wife, husband).date(day(random)).tab();
                row.missing().end();
            }
        }
    }

    /** Whole households move in; the detail says from where. */
    private void moves(People people, Randomness random, RowBuffer row) {
        List<Village> villages = plan.villages;
        for (int household = 0; household < people.households; household++) {
            if (random.chance(MOVES)) {
                int home = people.homeVillage(household);
                boolean near = random.chance(0.6);
                int from = near
                        ? Math.floorMod(home + random.below(60) - 30, villages.size())
                        : random.below(villages.size());
                int head = people.head[household];
                event(row, "move", people, head, -1).date(day(random)).tab();
                row.raw(FROM).text(villages.get(from).fullName()).end();
            }
        }
    }

    private static final byte[] FROM = "遷自".getBytes(StandardCharsets.UTF_8);

    private static int day(Randomness random) {
        return Calendar.TODAY - random.below(365);
    }

    private RowBuffer event(RowBuffer row, String kind, People people, int who, int other) {
        row.number(next++).tab();
        for (int i = 0; i < kind.length(); i++) {
            row.ascii(kind.charAt(i));
        }
        row.tab().person(people, who).tab().person(people, other).tab();
        return row;
    }
}
