package tw.qiao.node.message;

import java.util.Optional;
import java.util.regex.Pattern;
import tw.qiao.node.message.PercentEncoding.MalformedEncoding;

/** An identifier of X-Road in a header: codes between slashes, each percent-encoded by itself. */
public final class Identifier {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9'()+,.=?_-]{1,64}");

    private Identifier() {}

    /** The decoded identifier, if it has {@code parts} codes of the characters that X-Road allows. */
    public static Optional<String> decoded(String text, int parts) {
        var codes = text.split("/", -1);
        if (codes.length != parts) {
            return Optional.empty();
        }
        try {
            for (int i = 0; i < parts; i++) {
                codes[i] = codes[i].indexOf('%') < 0 ? codes[i] : PercentEncoding.decoded(codes[i]);
                if (!CODE.matcher(codes[i]).matches()) {
                    return Optional.empty();
                }
            }
        } catch (MalformedEncoding e) {
            return Optional.empty();
        }
        return Optional.of(String.join("/", codes));
    }
}
