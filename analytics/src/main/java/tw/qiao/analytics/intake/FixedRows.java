package tw.qiao.analytics.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * Lines of fixed width, whose columns are measured in bytes of the declared encoding, as mainframes do: a Chinese
 * character has two in CP950. A character that a column's end cuts in two becomes U+FFFD, which no column can hold.
 */
final class FixedRows implements Rows {
    private static final int LONGEST = 1 << 20;

    private final SourceFile file;
    private final InputStream in;
    private final Map<String, Integer> widths;
    private final Charset charset;
    private final int width;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private long line = -1;

    private FixedRows(SourceFile file, InputStream in, Map<String, Integer> widths, Charset charset) {
        this.file = file;
        this.in = in;
        this.widths = widths;
        this.charset = charset;
        this.width = widths.values().stream().mapToInt(Integer::intValue).sum();
    }

    static Rows of(SourceFile file, Reading reading) {
        try {
            Charset charset = reading.charset().map(EitherDecoder::named).orElse(StandardCharsets.UTF_8);
            return new FixedRows(file, file.open(), reading.widths(), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Row> next() {
        if (++line == 0) {
            return Optional.of(new Row(0, List.copyOf(widths.keySet())));
        }
        try {
            return readLine() ? Optional.of(new Row(line, cells(buffer.toByteArray()))) : Optional.empty();
        } catch (IOException e) {
            throw Problem.invalid(
                    "intake_unreadable", file.path() + " cannot be read: " + e.getMessage() + " 檔案無法讀取，請重新取得");
        }
    }

    private boolean readLine() throws IOException {
        buffer.reset();
        int b = in.read();
        if (b < 0) {
            return false;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                buffer.write(b);
            }
            if (buffer.size() > LONGEST) {
                throw new IOException("line " + line + " is longer than 1 MiB 單行過長");
            }
        }
        return true;
    }

    /** One cell too many for a line of another width, which is then refused with its number. */
    private List<String> cells(byte[] octets) {
        var cells = new ArrayList<String>(widths.size());
        int at = 0;
        for (int length : widths.values()) {
            int end = Math.min(octets.length, at + length);
            cells.add(new String(octets, Math.min(at, end), Math.max(0, end - at), charset).stripTrailing());
            at += length;
        }
        if (octets.length != width && octets.length > 0) {
            cells.add("");
        }
        return cells;
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
