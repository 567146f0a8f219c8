package tw.qiao.analytics.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import tw.qiao.kernel.Problem;

/**
 * A file of text, perhaps compressed with gzip, looked through once: what it holds is known before a row is read.
 *
 * @param bytes how long the text is, unpacked
 * @param digest SHA-256 of the unpacked text, by which the same delivery is known again
 */
public record SourceFile(Path path, Encoding encoding, long bytes, String digest) {
    private static final int BLOCK = 64 * 1024;

    /** More than any feed has; a small archive that unpacks to more is an attack. */
    private static final long LARGEST = 4L << 30;

    private static final HexFormat HEX = HexFormat.of();

    /** Looks through {@code path}; a problem {@code intake_…} when it is no text or cannot be read. */
    public static SourceFile inspect(Path path) {
        try (InputStream in = unpacked(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            var check = new Utf8Check();
            byte[] block = new byte[BLOCK];
            int first = in.readNBytes(block, 0, block.length);
            Encoding byMark = mark(path, block, first);
            long total = 0;
            for (int length = first; length > 0; length = in.readNBytes(block, 0, block.length)) {
                total += length;
                if (total > LARGEST) {
                    throw Problem.invalid("intake_too_large", path + " unpacks to more than 4 GiB; split it");
                }
                digest.update(block, 0, length);
                check.add(block, length);
            }
            Encoding encoding = byMark == Encoding.UTF_8 && !check.isUtf8() ? Encoding.BY_LINE : byMark;
            return new SourceFile(path, encoding, total, HEX.formatHex(digest.digest()));
        } catch (NoSuchFileException e) {
            throw Problem.notFound("intake_no_file", "There is no file " + path);
        } catch (IOException e) {
            throw Problem.invalid("intake_unreadable", path + " cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text without a byte order mark. What cannot be decoded becomes U+FFFD. */
    public Reader reader() throws IOException {
        InputStream in = new BufferedInputStream(unpacked(path), BLOCK);
        Reader reader = switch (encoding) {
            case UTF_8 -> new java.io.InputStreamReader(in, StandardCharsets.UTF_8);
            case UTF_16_LITTLE_ENDIAN -> new java.io.InputStreamReader(in, StandardCharsets.UTF_16LE);
            case UTF_16_BIG_ENDIAN -> new java.io.InputStreamReader(in, StandardCharsets.UTF_16BE);
            case BY_LINE -> new LineByLineReader(in);
        };
        return new MarkDroppingReader(reader);
    }

    private static InputStream unpacked(Path path) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(path), BLOCK);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, BLOCK) : in;
    }

    private static Encoding mark(Path path, byte[] start, int length) {
        refuseIf(path, starts(start, length, "PK\u0003\u0004"), "a zip archive or a workbook (xlsx, ods)");
        refuseIf(path, starts(start, length, "%PDF"), "a PDF document");
        refuseIf(path, starts(start, length, "\u00d0\u00cf\u0011\u00e0"), "an old workbook (xls) or document");
        if (starts(start, length, "\u00ff\u00fe")) {
            return Encoding.UTF_16_LITTLE_ENDIAN;
        }
        if (starts(start, length, "\u00fe\u00ff")) {
            return Encoding.UTF_16_BIG_ENDIAN;
        }
        return Encoding.UTF_8;
    }

    private static void refuseIf(Path path, boolean is, String what) {
        if (is) {
            throw Problem.invalid(
                    "intake_not_text", path + " is " + what + ", not text; save it as CSV in UTF-8 and import that");
        }
    }

    private static boolean starts(byte[] bytes, int length, String latin1) {
        byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return length >= expected.length
                && java.util.Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
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
