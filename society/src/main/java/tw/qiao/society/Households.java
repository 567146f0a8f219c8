package tw.qiao.society;

import java.util.Arrays;

/**
 * Puts a pool's families into households (戶): couples with their children, single parents, old parents with a grown
 * child, people alone. Their number follows the real number of households of the villages.
 */
final class Households {
    private int[] moved = {};
    private int[] grownChild = {};

    void form(People people, int wanted, Randomness random) {
        prepare(people);
        settleCouples(people);
        settleSingleParents(people);
        settleChildren(people);
        findGrownChildren(people);
        settleSingles(people, wanted, random);
        settleWards(people, random);
        if (people.households > wanted) {
            bringOldParentsHome(people, people.households - wanted, random);
        }
        order(people);
    }

    private void prepare(People people) {
        if (moved.length < people.size) {
            moved = new int[people.size * 2];
            grownChild = new int[people.size * 2];
        }
        Arrays.fill(moved, 0, people.size, 0);
    }

    private static int open(People people, int head) {
        people.head[people.households] = head;
        people.home[head] = people.households;
        return people.households++;
    }

    private static void settleCouples(People people) {
        for (int i = 0; i < people.living; i++) {
            int spouse = people.spouse[i];
            if (spouse >= 0 && people.home[i] < 0) {
                boolean first =
                        (people.birthDay[i] + people.birthDay[spouse]) % 8 < 5 == (people.sex[i] == People.MALE);
                int household = open(people, first ? i : spouse);
                people.home[i] = household;
                people.home[spouse] = household;
            }
        }
    }

    private static void settleSingleParents(People people) {
        for (int child = people.living - 1; child >= 0 && people.age[child] < 18; child--) {
            int parent = people.mother[child] >= 0 ? people.mother[child] : people.father[child];
            if (parent >= 0 && people.home[parent] < 0) {
                open(people, parent);
            }
        }
    }

    private static void settleChildren(People people) {
        for (int child = people.living - 1; child >= 0 && people.age[child] < 18; child--) {
            int parent = people.mother[child] >= 0 ? people.mother[child] : people.father[child];
            if (parent >= 0 && people.home[child] < 0) {
                people.home[child] = people.home[parent];
            }
        }
    }

    /** A married child of each person, with whom she may live. */
    private void findGrownChildren(People people) {
        Arrays.fill(grownChild, 0, people.size, -1);
        for (int child = 0; child < people.living; child++) {
            boolean married = people.spouse[child] >= 0;
            if (married && people.mother[child] >= 0) {
                grownChild[people.mother[child]] = child;
            }
            if (married && people.father[child] >= 0) {
                grownChild[people.father[child]] = child;
            }
        }
    }

    /** Grown singles live alone as often as the real number of households leaves room; the others with parents. */
    private void settleSingles(People people, int wanted, Randomness random) {
        int withParents = 0;
        int without = 0;
        for (int i = 0; i < people.living && people.age[i] >= 18; i++) {
            if (people.home[i] < 0) {
                boolean has = people.mother[i] >= 0 || people.father[i] >= 0;
                withParents += has ? 1 : 0;
                without += has ? 0 : 1;
            }
        }
        double room = wanted - people.households;
        double ownWithParents = Math.clamp((room - without) / Math.max(withParents, 1), 0.08, 0.9);
        double ownWithout = Math.clamp(room / Math.max(without, 1), 0.5, 1.0);
        for (int i = 0; i < people.living && people.age[i] >= 18; i++) {
            if (people.home[i] < 0) {
                settleSingle(people, i, random.chance(ownWithParents), random.chance(ownWithout), random);
            }
        }
    }

    private void settleSingle(People people, int i, boolean leaves, boolean alone, Randomness random) {
        int parent = people.mother[i] >= 0 ? people.mother[i] : people.father[i];
        if (parent >= 0 && !leaves) {
            people.home[i] = people.home[parent] < 0 ? open(people, parent) : people.home[parent];
        } else if (parent < 0 && !alone && grownChild[i] >= 0) {
            people.home[i] = people.home[grownChild[i]];
            people.head[people.home[i]] = grownChild[i];
        } else if (parent < 0 && !alone && people.households > 0) {
            people.home[i] = random.below(people.households);
        } else {
            open(people, i);
        }
    }

    /** Children whose parents are not in the pool live with someone grown up, where there is anyone. */
    private static void settleWards(People people, Randomness random) {
        for (int child = people.living - 1; child >= 0 && people.age[child] < 18; child--) {
            if (people.home[child] < 0 && people.households > 0) {
                people.home[child] = random.below(people.households);
            } else if (people.home[child] < 0) {
                open(people, child);
            }
        }
    }

    /** Merges the household of an old parent into that of a married child, until {@code surplus} are gone. */
    private void bringOldParentsHome(People people, int surplus, Randomness random) {
        int[] sizes = sizes(people);
        int left = surplus;
        for (int child = 0; child < people.living && left > 0; child++) {
            int parent = people.mother[child];
            boolean apart = parent >= 0 && people.spouse[child] >= 0 && people.home[parent] != people.home[child];
            if (apart && people.age[parent] >= 60 && random.chance(0.55)) {
                int from = people.home[parent];
                int to = people.home[child];
                if (moved[from] == 0 && moved[to] == 0 && sizes[from] <= 3 && sizes[to] <= 5) {
                    moved[from] = to + 1;
                    moved[to] = -1;
                    people.head[to] = child;
                    left--;
                }
            }
        }
        renumber(people);
    }

    private static int[] sizes(People people) {
        int[] sizes = new int[people.households];
        for (int i = 0; i < people.living; i++) {
            sizes[people.home[i]]++;
        }
        return sizes;
    }

    private void renumber(People people) {
        int[] number = new int[people.households];
        int kept = 0;
        for (int household = 0; household < people.households; household++) {
            if (moved[household] <= 0) {
                people.head[kept] = people.head[household];
                number[household] = kept++;
            }
        }
        for (int i = 0; i < people.living; i++) {
            int household = people.home[i];
            people.home[i] = number[moved[household] > 0 ? moved[household] - 1 : household];
        }
        people.households = kept;
    }

    /** Orders the households by village, so that neighbours are written side by side. */
    private static void order(People people) {
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        for (int household = 0; household < people.households; household++) {
            lowest = Math.min(lowest, people.homeVillage(household));
            highest = Math.max(highest, people.homeVillage(household));
        }
        int[] start = new int[Math.max(highest - lowest, 0) + 2];
        for (int household = 0; household < people.households; household++) {
            start[people.homeVillage(household) - lowest + 1]++;
        }
        for (int i = 1; i < start.length; i++) {
            start[i] += start[i - 1];
        }
        for (int household = 0; household < people.households; household++) {
            people.householdOrder[start[people.homeVillage(household) - lowest]++] = household;
        }
    }
}
