package tw.qiao.society;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the compact copy of the open village statistics that ships with the product: {@code villages.csv.gz}
 * (population of 2021-03, vital events of the twelve months before, education and income of 2020), {@code ages.csv.gz}
 * (births by year, single years of age of 2015-05) and {@code matching.md} (what could not be matched).
 *
 * <p>Run by hand when the sources change: {@code java … tw.qiao.society.CompactStatistics RAW_FOLDER TARGET_FOLDER}.
 */
public final class CompactStatistics {
    private static final String BASE_MONTH = "2021-03";
    private static final int BASE_INDEX = monthIndex(2021, 3);
    private final Path raw;
    private final VillageNames names = new VillageNames();
    private final TreeMap<String, Entry> villages = new TreeMap<>();
    private final StringBuilder matching = new StringBuilder();

    private CompactStatistics(Path raw) {
        this.raw = raw;
    }

    /** Reads the raw folder and writes the compact one. */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Expected RAW_FOLDER TARGET_FOLDER");
        }
        new CompactStatistics(Path.of(arguments[0])).writeTo(Path.of(arguments[1]));
    }

    private void writeTo(Path target) {
        matching.append("# What could not be matched\n\nThe frame is the villages of ")
                .append(BASE_MONTH);
        matching.append(". A row of another source whose village is not in the frame is left out here; ")
                .append("a village without a row takes the figures of its town, then of its county.\n");
        population();
        ages();
        events();
        education();
        income();
        try {
            Files.createDirectories(target);
            write(target.resolve("villages.csv.gz"), Statistics.VILLAGES_HEADER, Entry::figures);
            write(target.resolve("ages.csv.gz"), Statistics.AGES_HEADER, Entry::ages);
            Files.writeString(target.resolve("matching.md"), matching);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(Path file, String header, Function<Entry, String> row) throws IOException {
        try (var out = RawFile.writer(file)) {
            out.write(header + "\n");
            for (Entry village : villages.values()) {
                out.write(row.apply(village) + "\n");
            }
        }
    }

    private void population() {
        for (String[] row : RawFile.rows(raw.resolve("population-by-village/" + BASE_MONTH + ".csv.gz"))) {
            String code = row[1].replace("-", "");
            names.add(code, row[2], row[3]);
            villages.put(code, new Entry(code, row));
        }
    }

    private void ages() {
        var match = new Match("Single years of age, 2015-05", false);
        for (Path file : RawFile.list(raw.resolve("population-by-age-2015-05"))) {
            for (String[] row : RawFile.rows(file)) {
                Entry village = match.find(row[1], row[2]);
                if (village != null) {
                    village.ages = Arrays.stream(row, 7, 209)
                            .mapToInt(Integer::parseInt)
                            .toArray();
                }
            }
        }
        match.report(village -> village.ages.length == 0);
    }

    /** Births of the 72 months before the base date by year, all other events of its last twelve months. */
    private void events() {
        var match = new Match("Births, deaths, marriages and divorces, 2015-04 to 2021-03", true);
        for (Path file : RawFile.list(raw.resolve("vital-events-by-village"))) {
            String name = file.getFileName().toString();
            int month = monthIndex(Integer.parseInt(name.substring(0, 4)), Integer.parseInt(name.substring(5, 7)));
            int yearsAgo = (BASE_INDEX - month) / 12;
            if (month <= BASE_INDEX && yearsAgo < 6) {
                RawFile.rows(file).forEach(row -> match.event(row, yearsAgo));
            }
        }
        match.report(village -> false);
    }

    private void education() {
        Path file = raw.resolve("education-by-village/2020.csv.gz");
        String[] header = RawFile.header(file);
        int[] column = new int[header.length];
        Arrays.fill(column, -1);
        for (int i = 5; i < header.length; i++) {
            column[i] = Education.levelOfColumn(header[i]) * 2 + (header[i].endsWith("_男") ? 0 : 1);
        }
        var match = new Match("Education, 2020", false);
        for (String[] row : RawFile.rows(file)) {
            Entry village = match.find(row[2], row[3]);
            for (int i = 5; village != null && i < row.length; i++) {
                village.education[column[i]] += Integer.parseInt(row[i]);
            }
        }
        match.report(village -> Arrays.stream(village.education).sum() == 0);
    }

    private void income() {
        var match = new Match("Income tax, 2020", false);
        for (String[] row : RawFile.rows(raw.resolve("income-tax-by-village/2020.csv.gz"))) {
            Entry village = row[2].equals("其他") || row[2].equals("合計") ? null : match.find(row[0] + row[1], row[2]);
            if (village != null) {
                village.income = new String[] {row[3], row[5], row[6], row[7], row[8]};
            }
        }
        match.report(village -> village.income[0].equals("0"));
    }

    private static int monthIndex(int year, int month) {
        return year * 12 + month - 1;
    }

    /** One village of the frame and what was found about it. */
    private static final class Entry {
        private final String code;
        private final String[] row;
        private final int[] births = new int[12];
        private final int[] events = new int[4];
        private final int[] education = new int[Education.LEVELS * 2];
        private int[] ages = {};
        private String[] income = {"0", "0", "0", "0", "0"};

        Entry(String code, String[] row) {
            this.code = code;
            this.row = row;
        }

        String figures() {
            String place = VillageNames.town(row[2]);
            String people = "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s"
                    .formatted(
                            code,
                            place.substring(0, 3),
                            place.substring(3),
                            VillageNames.plain(row[3]),
                            row[4],
                            row[6],
                            row[7],
                            row[8],
                            row[9],
                            row[10]);
            return people + joined(events) + joined(education) + "," + String.join(",", income);
        }

        String ages() {
            return code + joined(births) + joined(ages);
        }

        private static String joined(int[] numbers) {
            var text = new StringBuilder();
            Arrays.stream(numbers).forEach(number -> text.append(',').append(number));
            return text.toString();
        }
    }

    /** Matches the rows of one source to the frame, and remembers what it could not match. */
    private final class Match {
        private final String source;
        private final boolean weighted;
        private final TreeMap<String, Integer> missed = new TreeMap<>(Comparator.naturalOrder());
        private int found;

        Match(String source, boolean weighted) {
            this.source = source;
            this.weighted = weighted;
        }

        @Nullable Entry find(String countyAndTown, String village) {
            String code = names.find(countyAndTown, village);
            if (code == null) {
                missed.merge(VillageNames.key(countyAndTown, village), 1, Integer::sum);
                return null;
            }
            found++;
            return villages.get(code);
        }

        void event(String[] row, int yearsAgo) {
            int name = Character.isDigit(row[1].charAt(0)) ? 2 : 1;
            Entry coded = name == 2 ? villages.get(row[1]) : null;
            Entry village = coded == null ? find(row[name], row[name + 1]) : coded;
            if (village == null) {
                return;
            }
            village.births[yearsAgo * 2] += number(row, name + 3);
            village.births[yearsAgo * 2 + 1] += number(row, name + 4);
            if (yearsAgo == 0) {
                boolean split = row.length > name + 10;
                village.events[0] += number(row, name + 6);
                village.events[1] += number(row, name + 7);
                village.events[2] += number(row, name + 8) + (split ? number(row, name + 9) : 0);
                village.events[3] += split ? number(row, name + 12) + number(row, name + 13) : number(row, name + 9);
            }
        }

        private int number(String[] row, int column) {
            return row[column].isBlank() ? 0 : Integer.parseInt(row[column]);
        }

        void report(Predicate<Entry> lacks) {
            List<String> without = villages.values().stream()
                    .filter(lacks)
                    .map(village -> village.code + " " + village.row[2] + VillageNames.plain(village.row[3]))
                    .toList();
            matching.append("\n## ").append(source).append("\n\n").append(found).append(" rows matched; ");
            matching.append(missed.size()).append(" published villages not in the frame");
            matching.append(weighted ? " (rows each):" : ":").append("\n\n");
            missed.forEach((name, rows) -> matching.append(name).append(weighted ? " (" + rows + "), " : ", "));
            matching.append("\n\nVillages of the frame without figures: ")
                    .append(without.size())
                    .append("\n\n");
            matching.append(String.join(", ", without)).append('\n');
        }
    }
}
