package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The octets that a message's signature covers (RFC 9421, 2.5), taken apart. */
record SignatureBase(Map<String, String> components, String parameters) {
    private static final String LAST = "\"@signature-params\"";
    private static final String NONE = "-";
    private static final String DIGEST_IN_TRAILERS = "\"content-digest\";tr";
    private static final Pattern DIGEST = Pattern.compile("sha-256=:([A-Za-z0-9+/=]{44}):");

    static SignatureBase read(byte[] octets) {
        String text = new String(octets, US_ASCII);
        if (!Arrays.equals(text.getBytes(US_ASCII), octets)) {
            throw malformed();
        }
        var components = new HashMap<String, String>();
        for (String line : text.split("\n", -1)) {
            int end = line.indexOf(": ");
            if (end < 0 || components.put(line.substring(0, end), line.substring(end + 2)) != null) {
                throw malformed();
            }
        }
        String last = components.getOrDefault(LAST, NONE);
        return new SignatureBase(Map.copyOf(components), last.substring(last.lastIndexOf(')') + 1));
    }

    private static RuntimeException malformed() {
        return Bundle.unreadable("what is said to have been signed is no signature base");
    }

    /** A covered field or derived component; a dash where it is not covered. */
    String value(String name) {
        return components.getOrDefault('"' + name + '"', NONE);
    }

    /** A string among the parameters of the signature; a dash where there is none. */
    String parameter(String name) {
        Matcher found = Pattern.compile(";" + name + "=\"([^\"]*)\"").matcher(parameters);
        return found.find() ? found.group(1) : NONE;
    }

    /** The SHA-256 of the body, base64; of one that was passed on while it came it stood in the trailers. */
    String bodyDigest() {
        Matcher found = DIGEST.matcher(components.getOrDefault(DIGEST_IN_TRAILERS, value("content-digest")));
        return found.matches() ? found.group(1) : NONE;
    }
}
