package tw.qiao.analytics.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tw.qiao.kernel.Problem;

/**
 * A file, perhaps compressed with gzip, looked through once: what it holds is known before a row is read.
 *
 * @param encoding how it is written, if it is text
 * @param bytes how long it is, unpacked
 * @param digest SHA-256 of what is unpacked, by which the same delivery is known again
 */
public record SourceFile(Path path, Content content, Encoding encoding, long bytes, String digest) {
    private static final int BLOCK = 64 * 1024;

    /** More than any feed has; a small archive that unpacks to more is an attack. */
    private static final long LARGEST = 4L << 30;

    private static final long SMALL = 64L << 20;
    private static final int LARGEST_RATIO = 250;
    private static final int LARGEST_TABLE = 512 << 20;
    private static final int SAMPLE = 4096;

    private static final HexFormat HEX = HexFormat.of();

    /** Looks through {@code path}; a problem {@code intake_…} when it has no rows or cannot be read. */
    public static SourceFile inspect(Path path) {
        try (InputStream in = unpacked(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            var check = new Utf8Check();
            byte[] block = new byte[BLOCK];
            int first = in.readNBytes(block, 0, block.length);
            Content content = FirstBytes.content(path, block, first, in instanceof GZIPInputStream);
            Encoding byMark = mark(block, first);
            boolean decoded = content.isText() && byMark == Encoding.UTF_8;
            long most = most(path);
            long total = 0;
            for (int length = first; length > 0; length = in.readNBytes(block, 0, block.length)) {
                total += length;
                if (total > most) {
                    throw Problem.invalid(
                            "intake_too_large",
                            path + " unpacks to more than " + (most >> 20) + " MiB; split it 解壓縮後過大，請分割後再匯入");
                }
                digest.update(block, 0, length);
                if (decoded) {
                    check.add(block, length);
                }
            }
            if (content == Content.SHAPES) {
                total += addCompanions(path, digest);
            }
            Encoding encoding = decoded && !check.isUtf8() ? Encoding.BY_LINE : byMark;
            return new SourceFile(path, content, encoding, total, HEX.formatHex(digest.digest()));
        } catch (NoSuchFileException e) {
            throw Problem.notFound("intake_no_file", "There is no file " + path);
        } catch (IOException e) {
            throw Problem.invalid("intake_unreadable", path + " cannot be read: " + e.getMessage() + " 檔案無法讀取，請重新取得");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The attributes of shapes lie beside them, and are as much of the delivery. */
    private static long addCompanions(Path path, MessageDigest digest) throws IOException {
        long total = 0;
        for (String ending : List.of("dbf", "cpg")) {
            Optional<InputStream> found = Companions.open(path, ending);
            if (found.isPresent()) {
                try (InputStream in = found.get()) {
                    byte[] block = new byte[BLOCK];
                    for (int length = in.read(block); length > 0 && total <= LARGEST_TABLE; length = in.read(block)) {
                        digest.update(block, 0, length);
                        total += length;
                    }
                }
            }
        }
        return total;
    }

    /** The text without a byte order mark. What cannot be decoded becomes U+FFFD. */
    public Reader reader() throws IOException {
        InputStream in = open();
        Reader reader = switch (encoding) {
            case UTF_8 -> new InputStreamReader(in, StandardCharsets.UTF_8);
            case UTF_16_LITTLE_ENDIAN -> new InputStreamReader(in, StandardCharsets.UTF_16LE);
            case UTF_16_BIG_ENDIAN -> new InputStreamReader(in, StandardCharsets.UTF_16BE);
            case BY_LINE -> new LineByLineReader(in);
        };
        return new MarkDroppingReader(reader);
    }

    /** The bytes, unpacked. */
    InputStream open() throws IOException {
        return new BufferedInputStream(unpacked(path), BLOCK);
    }

    private static InputStream unpacked(Path path) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(path), BLOCK);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, BLOCK) : in;
    }

    private static Encoding mark(byte[] start, int length) {
        if (starts(start, length, "\u00ff\u00fe")) {
            return Encoding.UTF_16_LITTLE_ENDIAN;
        }
        if (starts(start, length, "\u00fe\u00ff")) {
            return Encoding.UTF_16_BIG_ENDIAN;
        }
        return withoutMark(start, Math.min(length, SAMPLE));
    }

    /**
     * What text without a mark is written in: where zeros stand at even places only, or at odd ones only, and often, it
     * is UTF-16, whose separators and digits have one each.
     */
    private static Encoding withoutMark(byte[] start, int length) {
        int[] zeros = new int[2];
        for (int i = 0; i < length; i++) {
            if (start[i] == 0) {
                zeros[i & 1]++;
            }
        }
        if (zeros[0] + zeros[1] < Math.max(2, length / 20) || (zeros[0] > 0 && zeros[1] > 0)) {
            return Encoding.UTF_8;
        }
        return zeros[0] > 0 ? Encoding.UTF_16_BIG_ENDIAN : Encoding.UTF_16_LITTLE_ENDIAN;
    }

    /** How long what is unpacked may be: an archive that is a few hundred times smaller is an attack. */
    private static long most(Path path) throws IOException {
        return Math.min(LARGEST, Math.max(SMALL, Files.size(path) * LARGEST_RATIO));
    }

    private static boolean starts(byte[] bytes, int length, String latin1) {
        byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return length >= expected.length && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
    }

    /** Whether all bytes so far are UTF-8. */
    private static final class Utf8Check {
        private final CharsetDecoder decoder = decoder(StandardCharsets.UTF_8);
        private final CharBuffer sink = CharBuffer.allocate(BLOCK);
        private final ByteBuffer rest = ByteBuffer.allocate(BLOCK + 8);
        private boolean bad;

        void add(byte[] block, int length) {
            if (bad) {
                return;
            }
            rest.put(block, 0, length).flip();
            while (true) {
                sink.clear();
                var result = decoder.decode(rest, sink, false);
                if (result.isError()) {
                    bad = true;
                    return;
                }
                if (result.isUnderflow()) {
                    break;
                }
            }
            rest.compact();
        }

        boolean isUtf8() {
            return !bad && rest.position() == 0;
        }
    }

    static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
