package tw.qiao.kernel.log;

import java.util.Base64;
import tw.qiao.kernel.Problem;

/** Base64 with padding in its one canonical form, so that no changed character goes unnoticed. */
final class Base64Form {
    private Base64Form() {}

    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static Problem malformed() {
        return Problem.invalid("base64_malformed", "Expected canonical base64 (RFC 4648, 4)");
    }
}
