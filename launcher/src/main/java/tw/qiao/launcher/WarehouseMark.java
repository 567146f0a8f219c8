package tw.qiao.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import tw.qiao.kernel.Problem;

/** By what a data folder shows that a warehouse was made in it. */
final class WarehouseMark {
    private static final Path TABLES = Path.of("warehouse", "tables");
    private static final Path CATALOGUE = Path.of("postgres", "data", "PG_VERSION");

    private WarehouseMark() {}

    /** Whether {@code folder} has a warehouse. */
    static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve(TABLES)) && Files.exists(folder.resolve(CATALOGUE));
    }

    /** Makes sure that {@code folder} has a warehouse, before anything is written there. */
    static void require(Path folder) {
        if (!isIn(folder)) {
            throw Problem.invalid(
                    "warehouse_missing",
                    "there is no warehouse in " + folder + " (" + reason(folder)
                            + "); name the right folder with --data, or fill one with: ./qiao warehouse import FEED FILE,"
                            + " or ./qiao demo. 這裡沒有資料倉儲：請以 --data 指定正確的資料夾，或先匯入資料、啟動示範系統");
        }
    }

    private static String reason(Path folder) {
        if (!Files.exists(folder)) {
            return "there is no such folder 沒有這個資料夾";
        }
        if (!Files.isDirectory(folder)) {
            return "it is not a folder 不是資料夾";
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            return "it may not be read 沒有讀取權限";
        }
        return Files.isDirectory(folder.resolve(TABLES))
                ? "its catalogue, the folder postgres, is missing 缺少目錄資料庫 postgres"
                : "nothing was imported into it 尚未匯入任何資料";
    }
}
