package tw.qiao.analytics.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import tw.qiao.kernel.Problem;

/** Tells from a file's first bytes what it is. */
final class FirstBytes {
    private static final Pattern HTML = Pattern.compile("<(!doctype html|html|head|body|table|meta|div)\\b");
    private static final Pattern JSON = Pattern.compile("\\{\\s*[\"}].*|\\[\\s*[\\[{\\]].*", Pattern.DOTALL);
    private static final Pattern XML = Pattern.compile("<[?!a-z\u0080-\u00ff].*", Pattern.DOTALL);
    private static final String ENCRYPTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    private static final int TEXT_SHOWN = 2048;

    private final Path path;
    private final String start;
    private final boolean packed;

    private FirstBytes(Path path, byte[] start, int length, boolean packed) {
        this.path = path;
        this.start = new String(start, 0, length, StandardCharsets.ISO_8859_1);
        this.packed = packed;
    }

    /**
     * What the file holds; a problem {@code intake_…} that says what to do where it is something that has no rows.
     *
     * @param packed whether the bytes came out of gzip
     */
    static Content content(Path path, byte[] start, int length, boolean packed) throws IOException {
        return new FirstBytes(path, start, length, packed).content();
    }

    private Content content() throws IOException {
        if (start.startsWith("%PDF")) {
            throw refused("a PDF document", "PDF 文件");
        }
        if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) {
            throw start.contains(ENCRYPTED)
                    ? Problem.invalid(
                            "intake_locked",
                            path + " is a workbook with a password; save it without one 活頁簿加了密碼，請移除密碼後再匯入")
                    : refused("an old workbook (xls) or document", "舊式活頁簿（xls）或文件");
        }
        Optional<Content> binary = binary();
        if (binary.isEmpty()) {
            return text();
        }
        if (packed && binary.get() != Content.DBASE) {
            throw Problem.invalid("intake_packed", path + " is packed with gzip; unpack it 請先解開 gzip 壓縮");
        }
        return binary.get();
    }

    private Optional<Content> binary() throws IOException {
        if (start.startsWith("PAR1")) {
            return Optional.of(Content.PARQUET);
        }
        if (start.startsWith("\0\0'\n")) {
            return Optional.of(Content.SHAPES);
        }
        if (start.startsWith("PK\u0003\u0004")) {
            return Optional.of(packed ? Content.WORKBOOK : zipped());
        }
        return DbaseHeader.isLike(start) ? Optional.of(Content.DBASE) : Optional.empty();
    }

    private Content zipped() throws IOException {
        try (ZipFile zip = Zips.open(path)) {
            if (zip.getEntry("xl/workbook.xml") != null) {
                return Content.WORKBOOK;
            }
            if (zip.getEntry("content.xml") != null && zip.getEntry("mimetype") != null) {
                return Content.SPREADSHEET;
            }
            boolean shapes = zip.stream()
                    .anyMatch(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(".shp"));
            if (shapes) {
                return Content.SHAPES;
            }
        }
        throw Problem.invalid(
                "intake_zip", path + " is a zip archive of other files; unpack it and import them 這是壓縮檔，請解開後再匯入其中的檔案");
    }

    private Content text() {
        String head = start.substring(0, Math.min(TEXT_SHOWN, start.length()))
                .replace("\0", "")
                .replaceFirst("^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (XML.matcher(head).matches()) {
            if (HTML.matcher(head).find()) {
                throw refused("a web page (HTML), whatever its name says", "網頁（HTML），與副檔名無關");
            }
            return Content.XML;
        }
        return JSON.matcher(head).matches() ? Content.JSON : Content.TEXT;
    }

    private Problem refused(String what, String chinese) {
        return Problem.invalid(
                "intake_not_rows",
                path + " is " + what + "; save it as CSV, ODS or XLSX and import that 這是" + chinese
                        + "，請另存為 CSV、ODS 或 XLSX 再匯入");
    }
}
