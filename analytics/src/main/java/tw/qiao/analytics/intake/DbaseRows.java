package tw.qiao.analytics.intake;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tw.qiao.analytics.intake.DbaseHeader.Field;
import tw.qiao.kernel.Problem;

/** The records of a table of dBase, without those that are marked as deleted. */
final class DbaseRows implements Rows {
    private static final char DELETED = '*';
    private static final List<Integer> BIG5_DRIVERS = List.of(0x4F, 0x78);
    private static final String KNOWN_TYPES = "CNFDL";

    private final Path path;
    private final DataInputStream in;
    private final DbaseHeader header;
    private final Function<byte[], String> decoder;
    private long record = -1;
    private long deleted;

    private DbaseRows(Path path, DataInputStream in, DbaseHeader header, Function<byte[], String> decoder) {
        this.path = path;
        this.in = in;
        this.header = header;
        this.decoder = decoder;
    }

    static DbaseRows of(SourceFile file, Reading reading) {
        try {
            Optional<String> told = Companions.text(file.path(), "cpg");
            return of(file.path(), file.open(), reading.charset().or(() -> told));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param charset the encoding of texts; without it, what the header says, or else UTF-8 or Big5 for each text */
    static DbaseRows of(Path path, InputStream octets, Optional<String> charset) {
        var in = new DataInputStream(octets);
        try {
            DbaseHeader header = DbaseHeader.read(path, in);
            for (Field field : header.fields()) {
                if (KNOWN_TYPES.indexOf(field.type()) < 0) {
                    throw Problem.invalid(
                            "intake_dbf",
                            path + " has a column of the type " + field.type()
                                    + ", which lies in another file or is binary; export it as text 含有備註或二進位欄位，請轉成文字欄位");
                }
            }
            return new DbaseRows(path, in, header, decoder(header, charset));
        } catch (IOException e) {
            throw cutOff(path);
        }
    }

    private static Function<byte[], String> decoder(DbaseHeader header, Optional<String> charset) {
        Optional<String> named =
                charset.isEmpty() && BIG5_DRIVERS.contains(header.language()) ? Optional.of("cp950") : charset;
        if (named.isEmpty()) {
            return new EitherDecoder()::decode;
        }
        Charset known = EitherDecoder.named(named.get());
        return bytes -> new String(bytes, known);
    }

    private static Problem cutOff(Path path) {
        return Problem.invalid("intake_dbf", path + " is cut off before its last record 檔案不完整，請重新取得");
    }

    @Override
    public Optional<Row> next() {
        try {
            if (record < 0) {
                record = 0;
                return Optional.of(new Row(0, names()));
            }
            while (record < header.records()) {
                byte[] octets = in.readNBytes(header.recordLength());
                if (octets.length < header.recordLength()) {
                    throw cutOff(path);
                }
                record++;
                if (octets[0] != DELETED) {
                    return Optional.of(new Row(record, cells(octets)));
                }
                deleted++;
            }
            return Optional.empty();
        } catch (IOException e) {
            throw cutOff(path);
        }
    }

    @Override
    public long deleted() {
        return deleted;
    }

    /** The number of the record that {@link #next} gave last, deleted ones counted. */
    long record() {
        return record;
    }

    private List<String> names() {
        return header.fields().stream()
                .map(field -> decoder.apply(field.name().getBytes(StandardCharsets.ISO_8859_1))
                        .strip())
                .toList();
    }

    private List<String> cells(byte[] octets) {
        var cells = new ArrayList<String>(header.fields().size());
        int at = 1;
        for (Field field : header.fields()) {
            byte[] cell = Arrays.copyOfRange(octets, at, at + field.length());
            at += field.length();
            cells.add(
                    field.type() == 'C'
                            ? decoder.apply(cell).stripTrailing()
                            : other(field.type(), new String(cell, StandardCharsets.ISO_8859_1).strip()));
        }
        return cells;
    }

    private static String other(char type, String text) {
        return switch (type) {
            case 'D' ->
                text.length() == 8 ? text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6) : text;
            case 'L' ->
                switch (text) {
                    case "T", "t", "Y", "y" -> "true";
                    case "F", "f", "N", "n" -> "false";
                    case "?" -> "";
                    default -> text;
                };
            default -> text;
        };
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
