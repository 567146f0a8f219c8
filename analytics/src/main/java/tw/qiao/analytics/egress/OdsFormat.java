package tw.qiao.analytics.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * OpenDocument spreadsheets (ODF 1.3, CNS 15251), the format in which Taiwan's agencies exchange documents: a zip whose
 * {@code content.xml} is written while it is made. Cells are typed as in {@link XlsxFormat}, and none has a formula.
 */
public final class OdsFormat {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet";

    private OdsFormat() {}

    /** Writes the sheets in their order. */
    public static void write(List<Sheet> sheets, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, UTF_8);
        type(zip);
        file(zip, "META-INF/manifest.xml", OdsParts.MANIFEST);
        file(zip, "styles.xml", OdsParts.STYLES);
        file(zip, "settings.xml", OdsParts.settings(sheets));
        zip.putNextEntry(new ZipEntry("content.xml"));
        Writer content = new BufferedWriter(new OutputStreamWriter(zip, UTF_8), 1 << 16);
        new OdsContent(content).write(sheets);
        content.flush();
        zip.closeEntry();
        zip.finish();
    }

    /** The type stands first and unpacked (ODF 1.3, part 2, 3.3), so that programs know the file by its first bytes. */
    private static void type(ZipOutputStream zip) throws IOException {
        byte[] bytes = MEDIA_TYPE.getBytes(UTF_8);
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry("mimetype");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static void file(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(UTF_8));
        zip.closeEntry();
    }
}
