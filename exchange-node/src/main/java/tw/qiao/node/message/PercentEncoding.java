package tw.qiao.node.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Percent-encoding with exactly one form for each text (RFC 3986, 2.1). */
final class PercentEncoding {
    private static final String SEGMENT = "-._~!$&'()*+,=:@";
    private static final String QUERY = "-._~!$'()*,:@/";

    /** What stands for itself, encoded and decoded. */
    private static final Characters PLAIN = Characters.lettersDigitsAnd("-._~");

    private PercentEncoding() {}

    /** One path segment, encoded. */
    static String segment(String text) {
        return encoded(text, SEGMENT);
    }

    /** One name or value of a query, encoded. */
    static String queryPart(String text) {
        return encoded(text, QUERY);
    }

    private static String encoded(String text, String literal) {
        if (PLAIN.make(text, 0, text.length())) {
            return text;
        }
        var out = new StringBuilder(text.length() + 8);
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (isAlphanumeric(unit) || (unit > 0 && literal.indexOf(unit) >= 0)) {
                out.append((char) unit);
            } else {
                out.append('%').append(hexadecimal(unit >> 4)).append(hexadecimal(unit));
            }
        }
        return out.toString();
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static char hexadecimal(int nibble) {
        return Character.toUpperCase(Character.forDigit(nibble & 15, 16));
    }

    /**
     * The text that {@code raw} stands for, decoded once. Refuses what may mean different things to different readers:
     * characters that must be encoded, invalid UTF-8, control characters, text that is not NFC, and text that after
     * decoding still looks encoded.
     */
    static String decoded(String raw) throws MalformedEncoding {
        if (PLAIN.make(raw, 0, raw.length())) {
            return raw;
        }
        var octets = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                octets.put(octet(raw, i + 1));
                i += 2;
            } else if (isAlphanumeric(c) || SEGMENT.indexOf(c) >= 0 || c == '/' || c == '?') {
                octets.put((byte) c);
            } else {
                throw new MalformedEncoding("a character is not allowed unencoded");
            }
        }
        String text = utf8(octets.flip()).toString();
        requireClear(text);
        return text;
    }

    private static byte octet(String raw, int at) throws MalformedEncoding {
        if (at + 2 > raw.length()) {
            throw new MalformedEncoding("an escape is cut off");
        }
        int high = nibble(raw.charAt(at));
        int low = nibble(raw.charAt(at + 1));
        if (high < 0 || low < 0) {
            throw new MalformedEncoding("an escape is not two hexadecimal digits");
        }
        return (byte) ((high << 4) | low);
    }

    /** Unlike {@link Character#digit(char, int)}, ASCII only. */
    private static int nibble(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static CharBuffer utf8(ByteBuffer octets) throws MalformedEncoding {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(octets);
        } catch (CharacterCodingException e) {
            throw new MalformedEncoding("the octets are not UTF-8");
        }
    }

    private static void requireClear(String text) throws MalformedEncoding {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new MalformedEncoding("a control character is not allowed");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new MalformedEncoding("the text is not in Unicode normalization form C");
        }
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (at + 2 < text.length() && nibble(text.charAt(at + 1)) >= 0 && nibble(text.charAt(at + 2)) >= 0) {
                throw new MalformedEncoding("it is encoded twice");
            }
        }
    }

    /** Says what is wrong with an encoding, without the text itself, which may be personal data. */
    static final class MalformedEncoding extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedEncoding(String message) {
            super(message);
        }
    }
}
