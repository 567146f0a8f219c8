package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Where the households of a pool live: the real village, a street that could be there, a number, a floor. */
final class Addresses {
    private static final byte[][] ROADS = Words.bytes("roads");
    private static final byte[] NEIGHBOURHOOD = "鄰".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NUMBER = "號".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FLOOR = "樓".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> DENSE = Set.of("臺北市", "新北市", "基隆市", "新竹市", "嘉義市", "桃園市", "臺中市", "高雄市", "臺南市");
    private static final int[] DENSE_FLOORS = {1, 4, 4, 5, 5, 7, 12, 14};
    private static final int[] OPEN_FLOORS = {1, 1, 1, 1, 1, 4, 5};
    private int[] lot = {};
    private int[] floor = {};
    private int[] floors = {};
    private int[] start = {};
    private final RowBuffer text = new RowBuffer();
    private byte[] place = {};
    private int placed = -1;

    /** Gives every household an address; households of one house follow each other. */
    void give(People people, List<Village> villages, Randomness random) {
        if (lot.length <= people.households) {
            grow(people.households * 3 / 2 + 2);
        }
        text.clear();
        placed = -1;
        int left = 0;
        for (int k = 0; k < people.households; k++) {
            int household = people.householdOrder[k];
            int before = k == 0 ? -1 : people.householdOrder[k - 1];
            int village = people.homeVillage(household);
            boolean newVillage = village != placed;
            if (newVillage) {
                arrive(villages.get(village), village);
            }
            if (newVillage || left == 0) {
                int[] choice = DENSE.contains(villages.get(village).county) ? DENSE_FLOORS : OPEN_FLOORS;
                floors[household] = choice[random.below(choice.length)];
                lot[household] = newVillage ? 0 : lot[before] + 1;
                floor[household] = 1;
            } else {
                floors[household] = floors[before];
                lot[household] = lot[before];
                floor[household] = floor[before] + 1;
            }
            left = floors[household] - floor[household];
            start[household] = text.length();
            compose(village, lot[household], floor[household], floors[household]);
        }
    }

    private void grow(int households) {
        lot = new int[households];
        floor = new int[households];
        floors = new int[households];
        start = new int[households];
    }

    private void arrive(Village village, int index) {
        placed = index;
        place = village.fullName().getBytes(StandardCharsets.UTF_8);
    }

    private void compose(int village, int lot, int floor, int floors) {
        text.raw(place).number(1 + lot / 18).raw(NEIGHBOURHOOD);
        text.raw(ROADS[Randomness.below(village, lot % 3, ROADS.length)]);
        text.number(1 + lot / 3 * 2 + lot % 2).raw(NUMBER);
        if (floors > 1) {
            text.number(floor).raw(FLOOR);
        }
        text.tab();
    }

    void write(int household, RowBuffer row) {
        int end = start[household];
        byte[] bytes = text.bytes();
        while (bytes[end] != '\t') {
            end++;
        }
        row.raw(bytes, start[household], end - start[household]);
    }

    /** Which piece of land of its village the household's house stands on, counted from 0. */
    int lot(int household) {
        return lot[household];
    }

    int floor(int household) {
        return floor[household];
    }

    int floors(int household) {
        return floors[household];
    }

    String of(int household) {
        var row = new RowBuffer();
        write(household, row);
        return new String(Arrays.copyOf(row.bytes(), row.length()), StandardCharsets.UTF_8);
    }
}
