package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tw.qiao.kernel.Problem;

/** Opens zip archives that are what they say and unpack to something bearable. */
final class Zips {
    private static final int MOST_ENTRIES = 10_000;
    private static final long LARGEST = 2L << 30;
    private static final long SMALL = 64L << 20;
    private static final int LARGEST_RATIO = 250;
    private static final int BLOCK = 64 * 1024;

    private Zips() {}

    /** The archive {@code path}; a problem {@code intake_…} where it is broken, locked or a bomb. */
    static ZipFile open(Path path) throws IOException {
        ZipFile zip = opened(path);
        try {
            check(path, zip);
            return zip;
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile opened(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw Problem.invalid(
                    "intake_zip",
                    path + " is cut off, broken or locked with a password: " + e.getMessage()
                            + " 壓縮檔不完整、毀損或加了密碼，請重新取得或解除密碼");
        }
    }

    private static void check(Path path, ZipFile zip) throws IOException {
        List<? extends ZipEntry> entries = zip.stream().toList();
        long size = entries.stream().mapToLong(ZipEntry::getSize).sum();
        boolean bomb = size > LARGEST
                || entries.size() > MOST_ENTRIES
                || (size > SMALL && size / LARGEST_RATIO > Files.size(path));
        if (bomb) {
            throw bomb(path);
        }
    }

    /** The bytes of an entry; a problem after more than it said, because then it lied about that. */
    static InputStream read(Path path, ZipFile zip, ZipEntry entry) throws IOException {
        return new Limited(zip.getInputStream(entry), entry.getSize(), () -> bomb(path));
    }

    /** Unpacks an entry to nowhere, for a library that would read it as a whole without a limit. */
    static void verify(Path path, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = read(path, zip, entry)) {
            byte[] block = new byte[BLOCK];
            int length;
            do {
                length = in.read(block);
            } while (length >= 0);
        }
    }

    private static Problem bomb(Path path) {
        return Problem.invalid(
                "intake_zip_bomb", path + " unpacks to far more than an honest file; it was not opened 解壓縮後異常龐大，未予開啟");
    }
}
