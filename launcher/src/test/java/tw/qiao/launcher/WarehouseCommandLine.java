package tw.qiao.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the warehouse on a data folder of each test, and what they print. */
abstract class WarehouseCommandLine {
    static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    static final String ROW = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";

    @TempDir
    Path folder;

    String printed = "";

    /** Runs a command that needs no folder. */
    int command(String... arguments) {
        var all = new ArrayList<>(List.of("warehouse"));
        all.addAll(List.of(arguments));
        return printing(all);
    }

    /** Runs a command on the folder of the test. */
    int run(String verb, String... arguments) {
        return runOn(folder.resolve("var"), verb, arguments);
    }

    int runOn(Path data, String verb, String... arguments) {
        var all = new ArrayList<String>();
        all.add("warehouse");
        all.add(verb);
        all.add("--data");
        all.add(PreparedFolder.at(data).toString());
        all.addAll(List.of(arguments));
        return printing(all);
    }

    private int printing(List<String> all) {
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Qiao.run(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            printed = bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
