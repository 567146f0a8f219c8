package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/**
 * The population of villages that ships with the product, written out as an agency would send it: a file of separated
 * values in Big5 for each month, and in each hundredth line a mistake that an import must find.
 */
final class VillageFiles {
    private static final Charset BIG5 = Charset.forName("x-windows-950");
    private static final int DIRTY = 100;
    private static final LocalDate TODAY = LocalDate.of(2024, 1, 1);
    private static final int MONTH = 0;
    private static final int CODE = 1;
    private static final int HOUSEHOLDS = 4;
    private static final int PEOPLE = 5;
    private static final String HEADER = "年月,村里代碼,區域,村里,戶數,人口,男性人口,女性人口,未滿15歲,15-64歲,超過64歲,超過20歲,18-19歲";

    private final Path folder;
    private final CharsetEncoder encoder = BIG5.newEncoder();
    private final List<Path> files = new ArrayList<>();
    private String month = "";
    private @Nullable Writer out;
    private long rows;
    private long dirty;

    /** Writes the files into {@code folder}; of the months from some on where {@code from} is late. */
    VillageFiles(Workbench workbench, Path data, Path folder, String from) throws IOException {
        this.folder = Files.createDirectories(folder);
        workbench.query(
                "select strftime(month, '%Y-%m'), village_code[:8] || '-' || village_code[9:], " + area()
                        + ", village, households, people, men, women, under_15, from_15_to_64, over_64, over_20,"
                        + " from_18_to_19 from read_parquet("
                        + Sql.text(data.resolve("warehouse/population_by_village.parquet")
                                .toString())
                        + ") where month >= cast(" + Sql.text(from + "-01") + " as date) order by month, village_code,"
                        + " village",
                this::write);
    }

    private static String area() {
        CodeList counties = CodeList.named("county");
        return CodeList.named("township").codes().stream()
                .filter(township -> township.isValidOn(TODAY))
                .map(township -> "when " + Sql.text(township.code()) + " then "
                        + Sql.text(counties.meaning(township.code().substring(0, 5), TODAY)
                                        .map(CodeList.Code::chinese)
                                        .orElse("")
                                + township.chinese()))
                .collect(Collectors.joining(" ", "case township_code ", " end"));
    }

    private boolean write(ResultSet found) throws SQLException {
        try {
            while (found.next()) {
                String[] cells = new String[found.getMetaData().getColumnCount()];
                for (int i = 0; i < cells.length; i++) {
                    String cell = found.getString(i + 1);
                    cells[i] = cell == null ? "" : cell;
                }
                write(cells);
            }
            close();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out villages whose names Big5 does not have. */
    private void write(String[] cells) throws IOException {
        String line = String.join(",", cells);
        if (!encoder.canEncode(line) || cells[2].isEmpty()) {
            return;
        }
        Writer file = file(cells[MONTH]);
        if (++rows % DIRTY == 0) {
            line = spoilt(cells, dirty++);
        }
        file.write(line);
        file.write("\r\n");
    }

    /** With one mistake, of each kind in turn. */
    private static String spoilt(String[] cells, long number) {
        String[] spoilt = cells.clone();
        switch ((int) (number % 6)) {
            case 0 -> spoilt[PEOPLE] = "";
            case 1 -> spoilt[PEOPLE] = cells[PEOPLE] + "人";
            case 2 -> spoilt[HOUSEHOLDS] = "-1";
            case 3 -> spoilt[CODE] = cells[CODE].substring(1);
            case 4 -> spoilt[MONTH] = "2021-12"; // for which there is no file
            default -> spoilt[HOUSEHOLDS] = cells[HOUSEHOLDS] + "," + cells[PEOPLE]; // a cell too many
        }
        return String.join(",", spoilt);
    }

    private Writer file(String of) throws IOException {
        Writer present = out;
        if (present == null || !of.equals(month)) {
            close();
            month = of;
            Path file = folder.resolve(of + ".csv");
            files.add(file);
            present = Files.newBufferedWriter(file, BIG5);
            present.write(HEADER + "\r\n");
            out = present;
        }
        return present;
    }

    private void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    List<Path> files() {
        return files;
    }

    /** How many lines of data all files have. */
    long rows() {
        return rows;
    }

    /** How many of them have a mistake. */
    long dirty() {
        return dirty;
    }

    long octets() {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }
}
