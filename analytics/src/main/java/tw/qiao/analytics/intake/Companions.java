package tw.qiao.analytics.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tw.qiao.kernel.Problem;

/** The files that belong together by their name without its ending, in a folder or in one zip archive. */
final class Companions {
    private static final int LONGEST_TEXT = 1000;
    private static final byte[] ZIP = {'P', 'K'};

    private Companions() {}

    /** What stands in the small companion of {@code path} with {@code ending}, if there is one. */
    static Optional<String> text(Path path, String ending) throws IOException {
        Optional<InputStream> found = open(path, ending);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(new String(in.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8).strip())
                    .filter(text -> !text.isEmpty());
        }
    }

    /** The companion of {@code path} with {@code ending}, which may be that file itself. */
    static Optional<InputStream> open(Path path, String ending) throws IOException {
        return isZip(path) ? inside(path, ending) : beside(path, ending);
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    private static Optional<InputStream> beside(Path path, String ending) throws IOException {
        String wanted = stem(String.valueOf(path.getFileName())) + "." + ending;
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return Optional.empty();
        }
        try (var files = Files.list(folder)) {
            Optional<Path> found = files.filter(
                            file -> file.getFileName().toString().equalsIgnoreCase(wanted))
                    .findFirst();
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new BufferedInputStream(Files.newInputStream(found.get())));
        }
    }

    private static Optional<InputStream> inside(Path path, String ending) throws IOException {
        ZipFile zip = Zips.open(path);
        try {
            List<? extends ZipEntry> shapes = named(zip, ".shp");
            if (shapes.size() != 1) {
                throw Problem.invalid(
                        "intake_shapes", path + " holds several sets of shapes; import them one by one 內含多組圖資，請分別匯入");
            }
            String wanted = stem(shapes.getFirst().getName()) + "." + ending;
            Optional<? extends ZipEntry> found = named(zip, "." + ending).stream()
                    .filter(entry -> entry.getName().equalsIgnoreCase(wanted))
                    .findFirst();
            if (found.isEmpty()) {
                zip.close();
                return Optional.empty();
            }
            return Optional.of(new FilterInputStream(new BufferedInputStream(Zips.read(path, zip, found.get()))) {
                @Override
                public void close() throws IOException {
                    zip.close();
                }
            });
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static List<? extends ZipEntry> named(ZipFile zip, String ending) {
        return zip.stream()
                .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(ending)
                        && !entry.getName().startsWith("__MACOSX"))
                .toList();
    }

    private static String stem(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
