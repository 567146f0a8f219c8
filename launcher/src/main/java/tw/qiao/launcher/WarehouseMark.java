package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /**
     * Refuses tables without their catalogue, as a backup that was restored by half leaves them: with a new catalogue
     * they would be files that nobody knows, and be swept away.
     */
    static void refuseHalf(Path folder) {
        if (hasTables(folder) && !Files.exists(folder.resolve(CATALOGUE))) {
            throw Problem.invalid(
                    "warehouse_half",
                    folder + " has tables, but their catalogue in the folder postgres "
                            + (isClosed(folder.resolve("postgres")) || isClosed(folder.resolve("postgres/data"))
                                    ? "may not be read; run this as its owner. 目錄資料庫 postgres 沒有讀取權限，請以擁有者的身分執行"
                                    : "is missing; restore it too, or name another folder with --data."
                                            + " 缺少目錄資料庫 postgres：請一併還原，或以 --data 指定別的資料夾"));
        }
    }

    private static boolean isClosed(Path folder) {
        return Files.isDirectory(folder) && !(Files.isReadable(folder) && Files.isExecutable(folder));
    }

    private static boolean hasTables(Path folder) {
        Path tables = folder.resolve(TABLES);
        if (!Files.isDirectory(tables)) {
            return false;
        }
        try (var all = Files.newDirectoryStream(tables)) {
            return all.iterator().hasNext();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes sure that {@code folder} has a warehouse, before anything is written there. */
    static void require(Path folder) {
        refuseHalf(folder);
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
        return "nothing was imported into it 尚未匯入任何資料";
    }
}
