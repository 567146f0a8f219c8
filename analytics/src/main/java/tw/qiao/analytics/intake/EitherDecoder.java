package tw.qiao.analytics.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tw.qiao.kernel.Problem;

/**
 * Decodes bytes as UTF-8 where that fits and says Chinese, as Windows' Big5 (CP950) where that fits, and otherwise with
 * U+FFFD for what fits neither.
 *
 * <p>Two characters of Big5 may look like Latin letters of UTF-8; Chinese in UTF-8 has three bytes each, which Big5
 * never looks like for a whole line.
 */
final class EitherDecoder {
    private static final Charset BIG5 = Charset.forName("x-windows-950");

    private final CharsetDecoder utf8 = SourceFile.decoder(StandardCharsets.UTF_8);
    private final CharsetDecoder big5 = SourceFile.decoder(BIG5);
    private CharBuffer text = CharBuffer.allocate(1 << 10);

    /**
     * The charset that a feed or a file calls {@code name}; Big5 is always that of Windows, because the others lack 碁
     * or take private characters for those of Hong Kong.
     */
    static Charset named(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "big5", "big-5", "cp950", "950", "ms950", "ansi 950" -> BIG5;
            case "utf-8", "utf8", "65001" -> StandardCharsets.UTF_8;
            default -> {
                if (plain.matches("[a-z0-9][a-z0-9_.:-]*") && Charset.isSupported(plain)) {
                    yield Charset.forName(plain);
                }
                throw Problem.invalid("intake_encoding", "The encoding " + name + " is not known 不支援的編碼");
            }
        };
    }

    String decode(byte[] bytes) {
        return decode(ByteBuffer.wrap(bytes)).toString();
    }

    /** The text is there until the next one is decoded; an exception for each line of Big5 would cost most of all. */
    CharBuffer decode(ByteBuffer bytes) {
        if (text.capacity() < bytes.remaining()) {
            text = CharBuffer.allocate(2 * bytes.remaining());
        }
        if ((fits(utf8, bytes) && isAsciiOrChinese()) || fits(big5, bytes)) {
            return text;
        }
        return BIG5.decode(bytes);
    }

    private boolean fits(CharsetDecoder decoder, ByteBuffer bytes) {
        text.clear();
        boolean whole = decoder.reset().decode(bytes.duplicate(), text, true).isUnderflow()
                && decoder.flush(text).isUnderflow();
        text.flip();
        return whole;
    }

    private boolean isAsciiOrChinese() {
        boolean ascii = true;
        for (int i = 0; i < text.limit(); i++) {
            char c = text.get(i);
            if (c >= 0x800) {
                return true;
            }
            ascii &= c < 0x80;
        }
        return ascii;
    }
}
