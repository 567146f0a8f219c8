package tw.qiao.society;

/**
 * Makes families of a pool's people: who is married to whom, whose child is whose, and which households they form. All
 * steps take time in proportion to the people.
 */
final class Families {
    /** Never married, per thousand, men and women from 15 in steps of five years (Ministry of the Interior, 2020). */
    private static final int[][] SINGLE = {
        {998, 975, 870, 590, 370, 260, 200, 155, 115, 80, 55, 40, 30, 25},
        {995, 955, 770, 450, 280, 215, 180, 145, 115, 85, 60, 45, 35, 30}
    };
    /** Divorced, likewise. */
    private static final int[][] DIVORCED = {
        {0, 4, 22, 55, 85, 110, 130, 135, 130, 110, 85, 60, 40, 30},
        {0, 8, 35, 70, 105, 130, 145, 145, 135, 110, 80, 50, 30, 20}
    };
    /** Widowed, likewise. */
    private static final int[][] WIDOWED = {
        {0, 0, 0, 1, 2, 4, 8, 13, 22, 35, 55, 90, 150, 290},
        {0, 0, 1, 3, 7, 14, 28, 55, 95, 155, 240, 360, 500, 740}
    };
    /** Years by which the husband is older. */
    private static final int[] OLDER = {-3, -2, -1, -1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10};

    private static final double SAME_SEX = 0.0014;
    private static final int DAYS_BETWEEN_SIBLINGS = 300;
    private final AgeShelf men = new AgeShelf();
    private final AgeShelf women = new AgeShelf();
    private final AgeShelf bachelors = new AgeShelf();
    private final AgeShelf mothers = new AgeShelf();
    private final AgeShelf largeFamilies = new AgeShelf();
    private final AgeShelf fathers = new AgeShelf();
    private int[] lastBirth = {};
    private final int[] passedOver = new int[4];

    void form(People people, Randomness random) {
        wish(people, random);
        marry(people, random);
        settleUnmarried(people, men, random);
        link(people, random);
    }

    /** Gives everyone a marital status by age and sex; those who are to be married wait on the shelves. */
    private void wish(People people, Randomness random) {
        men.clear();
        women.clear();
        bachelors.clear();
        for (int i = 0; i < people.living; i++) {
            int age = people.age[i];
            if (age < 18) {
                break;
            }
            people.marital[i] = status(age, people.sex[i], random.below(1000));
            if (people.marital[i] == People.MARRIED) {
                (people.sex[i] == People.MALE ? men : women).put(i, age);
            } else if (people.marital[i] == People.SINGLE && people.sex[i] == People.MALE) {
                bachelors.put(i, age);
            }
        }
    }

    private static byte status(int age, int sex, int draw) {
        int band = Math.min(age / 5 - 3, SINGLE[0].length - 1);
        int single = SINGLE[sex][band];
        int divorced = single + DIVORCED[sex][band];
        int widowed = divorced + WIDOWED[sex][band];
        if (draw < single) {
            return People.SINGLE;
        }
        return draw < divorced ? People.DIVORCED : draw < widowed ? People.WIDOWED : People.MARRIED;
    }

    private void marry(People people, Randomness random) {
        for (int wife = women.take(100, 0, 100); wife >= 0; wife = women.take(100, 0, 100)) {
            int age = people.age[wife];
            int other = random.chance(SAME_SEX) ? women.take(age, age - 12, age) : -1;
            int wish = age + OLDER[random.below(OLDER.length)];
            other = other >= 0 ? other : men.take(wish, age - 9, age + 22);
            other = other >= 0 ? other : bachelors.take(wish, age - 6, age + 15);
            if (other < 0) {
                alone(people, wife, random);
            } else {
                couple(people, wife, other);
            }
        }
        for (int man = men.take(60, 18, 60); man >= 0; man = men.take(60, 18, 60)) {
            int age = people.age[man];
            int other = random.chance(SAME_SEX * 12) ? men.take(age, age - 12, age) : -1;
            if (other < 0) {
                alone(people, man, random);
            } else {
                couple(people, man, other);
            }
        }
    }

    private static void settleUnmarried(People people, AgeShelf shelf, Randomness random) {
        for (int left = shelf.take(100, 0, 100); left >= 0; left = shelf.take(100, 0, 100)) {
            alone(people, left, random);
        }
    }

    private static void couple(People people, int one, int other) {
        people.spouse[one] = other;
        people.spouse[other] = one;
        people.marital[one] = People.MARRIED;
        people.marital[other] = People.MARRIED;
    }

    private static void alone(People people, int person, Randomness random) {
        int age = people.age[person];
        boolean bereft = age >= 60 && random.chance((age - 50) / 50.0);
        people.marital[person] = bereft ? People.WIDOWED : random.chance(0.5) ? People.DIVORCED : People.SINGLE;
    }

    private void link(People people, Randomness random) {
        shelveParents(people, random);
        for (int child = people.living - 1; child >= 0 && people.age[child] <= 62; child--) {
            int age = people.age[child];
            if (random.chance(linked(age, people.marital[child]))) {
                int wish = age + 23 + random.below(7) + random.below(7);
                int mother = takeMother(mothers, people, child, wish);
                if (mother < 0 && age < 30) {
                    mother = takeMother(largeFamilies, people, child, wish);
                }
                if (mother >= 0) {
                    adopt(people, child, mother);
                } else if (age < 18) {
                    people.father[child] = fathers.take(wish + 2, age + 17, age + 60);
                }
            }
        }
    }

    /** Share of people of the age whose mother lives in the same pool. */
    private static double linked(int age, byte marital) {
        if (age < 18) {
            return 1;
        }
        boolean single = marital == People.SINGLE;
        return age < 25 ? 0.95 : age < 40 ? (single ? 0.85 : 0.5) : (single ? 0.7 : 0.4);
    }

    private void shelveParents(People people, Randomness random) {
        mothers.clear();
        largeFamilies.clear();
        fathers.clear();
        if (lastBirth.length < people.living) {
            lastBirth = new int[people.living * 2];
        }
        for (int i = 0; i < people.living && people.age[i] >= 17; i++) {
            lastBirth[i] = Integer.MAX_VALUE;
            boolean married = people.marital[i] != People.SINGLE;
            if (people.sex[i] == People.MALE && married && people.marital[i] != People.MARRIED) {
                fathers.put(i, people.age[i]);
            } else if (people.sex[i] == People.FEMALE && (married || random.chance(0.04))) {
                int children = children(random.below(100)) + (people.age[i] > 58 ? 1 : 0);
                for (int n = 0; n < children; n++) {
                    mothers.put(i, people.age[i]);
                }
                largeFamilies.put(i, people.age[i]);
            }
        }
    }

    private static int children(int draw) {
        return draw < 14 ? 0 : draw < 38 ? 1 : draw < 82 ? 2 : draw < 96 ? 3 : 4;
    }

    /** A mother of about the wished age whose last child, the next older or younger one, is not too near. */
    private int takeMother(AgeShelf shelf, People people, int child, int wish) {
        int age = people.age[child];
        int passed = 0;
        int mother = shelf.take(wish, age + 17, age + 46);
        while (mother >= 0 && lastBirth[mother] - people.birthDay[child] < DAYS_BETWEEN_SIBLINGS) {
            passedOver[passed++] = mother;
            mother = passed == passedOver.length ? -1 : shelf.take(wish, age + 17, age + 46);
        }
        for (int i = 0; i < passed; i++) {
            shelf.put(passedOver[i], people.age[passedOver[i]]);
        }
        return mother;
    }

    private void adopt(People people, int child, int mother) {
        lastBirth[mother] = people.birthDay[child];
        people.mother[child] = mother;
        int spouse = people.spouse[mother];
        boolean fits = spouse >= 0 && people.age[spouse] >= people.age[child] + 17;
        people.father[child] = fits && people.sex[spouse] == People.MALE ? spouse : -1;
    }
}
