package tw.qiao.society;

import java.util.Arrays;

/**
 * The people of one pool, column by column; people are known by their position. The living come first, oldest first,
 * then those who died in the last year. -1 means nobody.
 */
final class People {
    static final int MALE = 0;
    static final int FEMALE = 1;
    static final byte SINGLE = 0;
    static final byte MARRIED = 1;
    static final byte DIVORCED = 2;
    static final byte WIDOWED = 3;
    int size;
    int living;
    byte[] sex = {};
    byte[] age = {};
    byte[] marital = {};
    /** Place in {@link Kinship#RELATIONS}. */
    byte[] relation = {};
    /** Place in {@link Overseas#COUNTRIES}, or -1 at home. */
    byte[] overseas = {};

    int[] birthDay = {};
    /** Day of death, or 0 for the living. */
    int[] deathDay = {};

    int[] spouse = {};
    int[] father = {};
    int[] mother = {};
    int[] home = {};
    /** The village that the statistics gave this person; she lives where her household's head belongs. */
    int[] village = {};
    /** Place in the {@link IdSpace}. */
    int[] id = {};

    int households;
    int[] head = {};
    /** Households in the order of their villages. */
    int[] householdOrder = {};

    void startWith(int people) {
        if (sex.length < people) {
            grow(people + people / 2);
        }
        size = 0;
        living = 0;
        households = 0;
        for (int[] links : new int[][] {spouse, father, mother, home}) {
            Arrays.fill(links, 0, people, -1);
        }
        Arrays.fill(deathDay, 0, people, 0);
        Arrays.fill(marital, 0, people, SINGLE);
        Arrays.fill(overseas, 0, people, (byte) -1);
    }

    private void grow(int capacity) {
        sex = new byte[capacity];
        age = new byte[capacity];
        marital = new byte[capacity];
        relation = new byte[capacity];
        overseas = new byte[capacity];
        birthDay = new int[capacity];
        deathDay = new int[capacity];
        spouse = new int[capacity];
        father = new int[capacity];
        mother = new int[capacity];
        home = new int[capacity];
        village = new int[capacity];
        id = new int[capacity];
        head = new int[capacity];
        householdOrder = new int[capacity];
    }

    boolean isAdult(int person) {
        return person < living && age[person] >= 18;
    }

    int homeVillage(int household) {
        return village[head[household]];
    }
}
