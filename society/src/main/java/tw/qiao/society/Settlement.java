package tw.qiao.society;

import java.util.ArrayList;
import java.util.List;

/** Brings the people of one pool into being, the same ones every time: from quotas to families, homes and names. */
final class Settlement {
    private static final long TOPIC = 1;
    private final Plan plan;
    private final IdSpace ids;
    private final Families families = new Families();
    private final Households households = new Households();
    private final Kinship kinship = new Kinship();
    final People people = new People();
    final Names names = new Names();
    final Addresses addresses = new Addresses();
    final List<Story> stories = new ArrayList<>();

    Settlement(Plan plan, IdSpace ids) {
        this.plan = plan;
        this.ids = ids;
    }

    /** Fills {@link #people} and {@link #names} with those of the pool; what was there before is gone. */
    void settle(Pool pool) {
        var random = new Randomness(plan.seed, TOPIC, pool.index());
        people.startWith(pool.people());
        bear(pool, random);
        families.form(people, random);
        households.form(people, wantedHouseholds(pool), random);
        kinship.name(people);
        sendAbroad(random);
        bury(pool, random);
        number(pool);
        names.give(people, plan.villages.get(pool.fromVillage()).county, random);
        addresses.give(people, plan.villages, random);
        plant(pool);
    }

    private void bear(Pool pool, Randomness random) {
        int i = 0;
        for (int age = 100; age >= 0; age--) {
            int newest = Calendar.newestBirthDay(age);
            for (int sex = 0; sex < 2; sex++) {
                for (int village = pool.fromVillage(); village < pool.toVillage(); village++) {
                    for (int n = plan.count(village, age, sex); n > 0; n--) {
                        people.sex[i] = (byte) sex;
                        people.age[i] = (byte) age;
                        people.village[i] = village;
                        people.birthDay[i++] = newest - random.below(365);
                    }
                }
            }
        }
        people.living = i;
        people.size = i;
    }

    private int wantedHouseholds(Pool pool) {
        double households = 0;
        double population = 0;
        for (int village = pool.fromVillage(); village < pool.toVillage(); village++) {
            households += plan.villages.get(village).households;
            population += plan.villages.get(village).population();
        }
        return (int) Math.round(people.living * households / Math.max(population, 1));
    }

    private void sendAbroad(Randomness random) {
        for (int i = 0; i < people.living; i++) {
            if (people.relation[i] != Kinship.HEAD && random.chance(Overseas.share(people.age[i]))) {
                people.overseas[i] = (byte) random.below(Overseas.COUNTRIES.length);
            }
        }
    }

    private void bury(Pool pool, Randomness random) {
        for (int sex = 0; sex < 2; sex++) {
            for (int village = pool.fromVillage(); village < pool.toVillage(); village++) {
                for (int n = plan.event(village, sex); n > 0; n--) {
                    bury(people.size++, sex, village, random);
                }
            }
        }
    }

    private void bury(int i, int sex, int village, Randomness random) {
        int draw = random.below(100);
        int spread = random.below(10);
        int age = draw < 4
                ? spread * 4
                : draw < 26 ? 40 + spread * 25 / 10 : draw < 44 ? 65 + spread : draw < 72 ? 75 + spread : 85 + spread;
        people.sex[i] = (byte) sex;
        people.age[i] = (byte) age;
        people.village[i] = village;
        people.deathDay[i] = Calendar.TODAY - random.below(365);
        people.birthDay[i] = people.deathDay[i] - (int) (age * 365.25) - random.below(365);
        people.relation[i] = Kinship.DECEASED;
        people.marital[i] = age < 25 ? People.SINGLE : People.MARRIED;
        int survivor = age < 25 ? -1 : survivor(sex, age, random);
        if (survivor < 0 && age >= 25) {
            people.marital[i] = age >= 75 ? People.WIDOWED : People.SINGLE;
        }
        people.home[i] =
                survivor >= 0 ? people.home[survivor] : people.households == 0 ? -1 : random.below(people.households);
    }

    /** A widowed person of about the age; she keeps the home of the one who died. */
    private int survivor(int sex, int age, Randomness random) {
        int from = people.living == 0 ? 0 : random.below(people.living);
        for (int n = 0; n < Math.min(people.living, 400); n++) {
            int i = (from + n) % people.living;
            if (people.sex[i] != sex && people.marital[i] == People.WIDOWED && Math.abs(people.age[i] - age) < 12) {
                return i;
            }
        }
        return -1;
    }

    private void number(Pool pool) {
        long[] next = {pool.firstMale(), pool.firstFemale()};
        for (int i = 0; i < people.size; i++) {
            people.id[i] = ids.place(pool.county(), people.sex[i], next[people.sex[i]]++);
        }
    }

    boolean isPlanted(int person) {
        for (Story story : stories) {
            if (story.applicant() == person || story.engineer() == person) {
                return true;
            }
        }
        return false;
    }

    /** Chooses the people of the stories that are planted here and gives them the names that their stories need. */
    private void plant(Pool pool) {
        stories.clear();
        int from = people.living / 3;
        for (int n = 0; n < pool.planted(); n++) {
            int nth = pool.firstPlanted() + n;
            Story.Kind kind = Story.Kind.nth(nth);
            int applicant = next(from, 30, 64);
            int engineer = kind == Story.Kind.ENGINEER_DIED ? people.living : next(applicant + 1, 28, 66);
            stories.add(new Story(kind, nth, plan.firms + nth, applicant, engineer));
            from = engineer < people.living ? engineer + 1 : applicant + 1;
            if (!kind.applicantName().isEmpty()) {
                names.rename(applicant, people.size, kind.applicantName());
            }
        }
    }

    /** The first person from {@code from} on who is of the age, lives in the country and plays in no other story. */
    private int next(int from, int youngest, int oldest) {
        for (int n = 0; n < people.living; n++) {
            int i = (from + n) % people.living;
            boolean fits = people.age[i] >= youngest && people.age[i] <= oldest && people.overseas[i] < 0;
            if (fits && stories.stream().noneMatch(story -> story.applicant() == i || story.engineer() == i)) {
                return i;
            }
        }
        throw new IllegalStateException("A pool of " + people.living + " people has nobody for a planted story");
    }
}
