package tw.qiao.analytics.vitalevents;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.RocDate;

/**
 * The vital events of one village (村里) registered in one month, as the file has them. Marriages and divorces count
 * couples of any sex; those of the same sex are told apart only since September 2020.
 */
record VillageEvents(
        YearMonth month,
        String township,
        String village,
        int birthsMale,
        int birthsFemale,
        int deathsMale,
        int deathsFemale,
        int marriages,
        int divorces,
        Optional<SameSex> sameSex,
        boolean isConsistent) {

    /** Couples of the same sex among the marriages and divorces. */
    record SameSex(int marriagesMale, int marriagesFemale, int divorcesMale, int divorcesFemale) {}

    private static final Pattern VILLAGE_CODE = Pattern.compile("\\d{9,}");
    private static final int NAMES = 3;
    private static final int COUNTS_UNTIL_AUGUST_2020 = 8;
    private static final int COUNTS_SINCE_SEPTEMBER_2020 = 14;

    /**
     * Reads a line of any layout that the files of 2014 to 2024 have: with and without the code of the village, with an
     * empty last column, with marriages told apart by sex. Header lines give empty.
     */
    static Optional<VillageEvents> parse(String line) {
        List<String> cells = CsvLine.cells(line);
        if (line.isEmpty() || !Character.isDigit(cells.getFirst().charAt(0))) {
            return Optional.empty();
        }
        if (VILLAGE_CODE.matcher(cells.get(1)).matches()) {
            cells.remove(1);
        }
        if (cells.getLast().isEmpty()) {
            cells.removeLast();
        }
        int[] counts = cells.stream().skip(NAMES).mapToInt(Integer::parseInt).toArray();
        return Optional.of(
                switch (counts.length) {
                    case COUNTS_UNTIL_AUGUST_2020 -> early(cells, counts);
                    case COUNTS_SINCE_SEPTEMBER_2020 -> late(cells, counts);
                    default ->
                        throw Problem.invalid(
                                "vital_events_layout",
                                "Expected 8 or 14 counts after the names, found " + counts.length + ": " + line);
                });
    }

    private static VillageEvents early(List<String> names, int[] n) {
        boolean consistent = n[0] == n[1] + n[2] && n[3] == n[4] + n[5];
        return new VillageEvents(
                RocDate.yearMonth(names.get(0)),
                names.get(1),
                names.get(2),
                n[1],
                n[2],
                n[4],
                n[5],
                n[6],
                n[7],
                Optional.empty(),
                consistent);
    }

    private static VillageEvents late(List<String> names, int[] n) {
        boolean consistent =
                n[0] == n[1] + n[2] && n[3] == n[4] + n[5] && n[7] == n[8] + n[9] && n[11] == n[12] + n[13];
        return new VillageEvents(
                RocDate.yearMonth(names.get(0)),
                names.get(1),
                names.get(2),
                n[1],
                n[2],
                n[4],
                n[5],
                n[6] + n[7],
                n[10] + n[11],
                Optional.of(new SameSex(n[8], n[9], n[12], n[13])),
                consistent);
    }
}
