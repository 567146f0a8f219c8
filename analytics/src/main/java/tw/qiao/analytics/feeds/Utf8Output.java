package tw.qiao.analytics.feeds;

import java.io.IOException;
import java.io.OutputStream;

/** Writes short texts as UTF-8 into one buffer, which costs half of what a chain of writers does. */
final class Utf8Output implements AutoCloseable {
    private static final int LONGEST_CHARACTER = 4;

    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private int size;

    Utf8Output(OutputStream out) {
        this.out = out;
    }

    void ascii(char c) throws IOException {
        if (size == buffer.length) {
            empty();
        }
        buffer[size++] = (byte) c;
    }

    void number(long number) throws IOException {
        if (number >= 10) {
            number(number / 10);
        }
        ascii((char) ('0' + number % 10));
    }

    /** Writes {@code text} as a cell of CSV, between quotes where it needs them. */
    void cell(String text) throws IOException {
        if (text.length() > buffer.length - size) {
            empty();
        }
        if (text.length() > buffer.length || !simple(text)) {
            quotedOrWide(text);
        }
    }

    /** Most cells are short, of ASCII and without quotes; false, and nothing written, for the others. */
    private boolean simple(String text) {
        int at = size;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || needsQuotes(c)) {
                return false;
            }
            buffer[at++] = (byte) c;
        }
        size = at;
        return true;
    }

    private static boolean needsQuotes(char c) {
        return c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r');
    }

    private void quotedOrWide(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (needsQuotes(text.charAt(i))) {
                ascii('"');
                text(text.replace("\"", "\"\""));
                ascii('"');
                return;
            }
        }
        text(text);
    }

    private void text(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
                wide(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                wide(Character.isSurrogate(c) ? 0xFFFD : c);
            }
        }
    }

    private void wide(int c) throws IOException {
        if (size > buffer.length - LONGEST_CHARACTER) {
            empty();
        }
        if (c < 0x800) {
            buffer[size++] = (byte) (0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                buffer[size++] = (byte) (0xE0 | c >> 12);
            } else {
                buffer[size++] = (byte) (0xF0 | c >> 18);
                buffer[size++] = (byte) (0x80 | (c >> 12 & 0x3F));
            }
            buffer[size++] = (byte) (0x80 | (c >> 6 & 0x3F));
        }
        buffer[size++] = (byte) (0x80 | (c & 0x3F));
    }

    private void empty() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }

    @Override
    public void close() throws IOException {
        empty();
        out.close();
    }
}
