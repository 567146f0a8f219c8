package tw.qiao.analytics.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Decodes each line by itself, for files that were glued together from UTF-8 and Big5: as UTF-8 where that fits and
 * says Chinese, as Windows' Big5 where that fits, and otherwise with U+FFFD for what fits neither.
 *
 * <p>A line feed is never a part of a character in either, so lines can be told before they are decoded. Two characters
 * of Big5 may look like Latin letters of UTF-8; Chinese in UTF-8 has three bytes each, which Big5 never looks like for
 * a whole line.
 */
final class LineByLineReader extends Reader {
    private static final Charset BIG5 = Charset.forName("x-windows-950");
    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream in;
    private final CharsetDecoder utf8 = SourceFile.decoder(StandardCharsets.UTF_8);
    private final CharsetDecoder big5 = SourceFile.decoder(BIG5);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String text = "";
    private int position;

    LineByLineReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (position == text.length() && !next()) {
            return -1;
        }
        int count = Math.min(length, text.length() - position);
        text.getChars(position, position + count, buffer, offset);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        line.reset();
        int b = in.read();
        while (b >= 0) {
            line.write(b);
            if (b == '\n') {
                break;
            }
            if (line.size() > LONGEST) {
                throw new IOException("a line is longer than 16 MiB");
            }
            b = in.read();
        }
        text = decode(line.toByteArray());
        position = 0;
        return !text.isEmpty();
    }

    private String decode(byte[] bytes) {
        try {
            String unicode = utf8.decode(ByteBuffer.wrap(bytes)).toString();
            if (unicode.chars().allMatch(c -> c < 0x80) || unicode.chars().anyMatch(c -> c >= 0x800)) {
                return unicode;
            }
        } catch (CharacterCodingException e) {
            // then it is the other, or neither
        }
        try {
            return big5.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, BIG5);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
