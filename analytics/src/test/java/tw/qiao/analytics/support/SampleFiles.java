package tw.qiao.analytics.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes small files of binary formats, byte by byte as their specifications say. */
public final class SampleFiles {
    private SampleFiles() {}

    /** A zip archive of texts. */
    public static Path zip(Path path, Map<String, byte[]> entries) {
        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An OpenDocument spreadsheet of the given tables in XML. */
    public static Path spreadsheet(Path path, String tables) {
        String content = """
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
                  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
                <office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>
                """.formatted(tables);
        return zip(
                path,
                Map.of(
                        "mimetype",
                        octets("application/vnd.oasis.opendocument.spreadsheet"),
                        "content.xml",
                        octets(content)));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A column of dBase: its name, type and length. */
    public record Field(String name, char type, int length) {}

    /** A table of dBase III whose texts are in {@code charset}; rows that begin with {@code *} are deleted. */
    public static byte[] dbase(Charset charset, List<Field> fields, List<List<String>> rows) {
        int headerLength = 32 + 32 * fields.size() + 1;
        int recordLength = 1 + fields.stream().mapToInt(Field::length).sum();
        ByteBuffer out = ByteBuffer.allocate(headerLength + recordLength * rows.size() + 1)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 3).put((byte) 124).put((byte) 2).put((byte) 29).putInt(rows.size());
        out.putShort((short) headerLength).putShort((short) recordLength).position(32);
        for (Field field : fields) {
            out.put(Arrays.copyOf(field.name().getBytes(charset), 11)).put((byte) field.type());
            out.putInt(0).put((byte) field.length()).put(new byte[15]);
        }
        out.put((byte) 0x0D);
        for (List<String> row : rows) {
            boolean deleted = row.getFirst().equals("*");
            out.put((byte) (deleted ? '*' : ' '));
            for (int i = 0; i < fields.size(); i++) {
                byte[] cell = row.get(deleted ? i + 1 : i).getBytes(charset);
                byte[] padded = new byte[fields.get(i).length()];
                Arrays.fill(padded, (byte) ' ');
                System.arraycopy(cell, 0, padded, 0, cell.length);
                out.put(padded);
            }
        }
        return out.put((byte) 0x1A).array();
    }

    /** A file of points. */
    public static byte[] points(double[]... points) {
        var contents = Arrays.stream(points)
                .map(point -> ByteBuffer.allocate(20)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(1)
                        .putDouble(point[0])
                        .putDouble(point[1])
                        .array())
                .toList();
        return shapes(1, contents);
    }

    /** A file with one area of the given rings, each a list of x and y. */
    public static byte[] area(double[]... rings) {
        int points = Arrays.stream(rings).mapToInt(ring -> ring.length / 2).sum();
        ByteBuffer content =
                ByteBuffer.allocate(44 + 4 * rings.length + 16 * points).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(5).put(new byte[32]).putInt(rings.length).putInt(points);
        int start = 0;
        for (double[] ring : rings) {
            content.putInt(start);
            start += ring.length / 2;
        }
        for (double[] ring : rings) {
            Arrays.stream(ring).forEach(content::putDouble);
        }
        return shapes(5, List.of(content.array()));
    }

    private static byte[] shapes(int type, List<byte[]> contents) {
        var out = new ByteArrayOutputStream();
        int length =
                100 + contents.stream().mapToInt(content -> 8 + content.length).sum();
        ByteBuffer header = ByteBuffer.allocate(100).putInt(9994).position(24).putInt(length / 2);
        out.writeBytes(
                header.order(ByteOrder.LITTLE_ENDIAN).putInt(1000).putInt(type).array());
        int number = 1;
        for (byte[] content : contents) {
            out.writeBytes(ByteBuffer.allocate(8)
                    .putInt(number++)
                    .putInt(content.length / 2)
                    .array());
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    /** Writes a file. */
    public static Path file(Path path, byte[] octets) {
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(octets);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
