package tw.qiao.platform.credentials;

import java.util.Locale;
import tw.qiao.kernel.Text;

/** What somebody typed or pasted to name a certificate: its number in any spacing, its id, or the address in its QR. */
sealed interface TypedKey {
    int LONGEST = 200;

    /** The id, or the number as it is printed. */
    record Key(String value) implements TypedKey {}

    /** Nothing that names a certificate here; {@code problem} is the key of the text that says why. */
    record Refused(String problem) implements TypedKey {}

    /** Whether {@code text} may be shown again to who typed it. */
    static boolean isShowable(String text) {
        return text.length() <= LONGEST && Text.isClean(text);
    }

    /** Reads {@code text}; an address is only taken when it leads to {@code platform}, the address of this one. */
    static TypedKey read(String text, String platform) {
        if (!isShowable(text)) {
            return new Refused("credentials.verify.number.wrong");
        }
        String typed = Text.typed(text);
        if (typed.isEmpty()) {
            return new Refused("credentials.verify.number.empty");
        }
        String address = typed.replaceFirst("[?#].*", "");
        int slash = address.lastIndexOf('/');
        String place = address.substring(0, slash + 1);
        if (!isHere(place, platform)) {
            boolean elsewhere = place.contains(".") || place.contains("//");
            return new Refused(elsewhere ? "credentials.verify.number.foreign" : "credentials.verify.number.wrong");
        }
        String last = address.substring(slash + 1);
        String key = CertificateNumber.read(last).map(CertificateNumber::value).orElse(last);
        return Verifications.isWellFormed(key) ? new Key(key) : new Refused("credentials.verify.number.wrong");
    }

    private static boolean isHere(String place, String platform) {
        String path = "verify/";
        return place.isEmpty()
                || place.equals(path)
                || place.equals("/" + path)
                || withoutScheme(place).equals(withoutScheme(platform.replaceFirst("/+$", "") + "/" + path));
    }

    private static String withoutScheme(String address) {
        return address.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
    }
}
