package tw.qiao.analytics.vitalevents;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The registered population of one village (村里) at the end of one month, as the file has it. */
record VillagePopulation(
        YearMonth month,
        String villageCode,
        String township,
        String village,
        int households,
        int men,
        int women,
        int under15,
        int from15To64,
        int over64,
        boolean isConsistent) {

    /** Reads a line; a header line gives empty. The hyphen of the code is dropped. */
    static Optional<VillagePopulation> parse(String line) {
        List<String> cells = CsvLine.cells(line);
        if (line.isEmpty() || !Character.isDigit(cells.getFirst().charAt(0))) {
            return Optional.empty();
        }
        int[] n = cells.stream().skip(4).mapToInt(Integer::parseInt).toArray();
        return Optional.of(new VillagePopulation(
                YearMonth.parse(cells.get(0)),
                cells.get(1).replace("-", ""),
                cells.get(2),
                cells.get(3),
                n[0],
                n[2],
                n[3],
                n[4],
                n[5],
                n[6],
                n[1] == n[2] + n[3] && n[1] == n[4] + n[5] + n[6]));
    }
}
