package tw.qiao.analytics.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
}
