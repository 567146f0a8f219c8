package tw.qiao.kernel.timestamp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;

/**
 * One value in DER (X.690): lengths are definite and as short as can be, tags have one octet. It reads the parts of a
 * value only when asked, so depth costs nothing.
 */
final class DerValue {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int CONTEXT = 0x80;
    static final int EXPLICIT = 0xA0;

    private static final int LARGEST = 1 << 20;
    private static final int MOST_PARTS = 4096;
    private static final int CONSTRUCTED = 0x20;
    private static final int HIGH_TAG = 0x1F;
    private static final int LONGEST_INTEGER = 64;
    private static final Pattern TIME_FORM =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\.\\d{0,8}[1-9])?Z");

    private final byte[] source;
    private final int start;
    private final int content;
    private final int end;

    private DerValue(byte[] source, int start, int limit) {
        this.source = source;
        this.start = start;
        if (limit - start < 2 || (source[start] & HIGH_TAG) == HIGH_TAG) {
            throw malformed();
        }
        int first = source[start + 1] & 0xFF;
        int octets = first < 0x80 ? 0 : first & 0x7F;
        if (first == 0x80 || octets > 3 || limit - start - 2 < octets) {
            throw malformed();
        }
        this.content = start + 2 + octets;
        int length = octets == 0 ? first : longLength(octets);
        if (limit - content < length) {
            throw malformed();
        }
        this.end = content + length;
    }

    private int longLength(int octets) {
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | (source[start + 2 + i] & 0xFF);
        }
        if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
            throw malformed();
        }
        return length;
    }

    /** The one value that {@code der} is. */
    static DerValue read(byte[] der) {
        if (der.length > LARGEST) {
            throw malformed();
        }
        var value = new DerValue(der, 0, der.length);
        if (value.end != der.length) {
            throw malformed();
        }
        return value;
    }

    int tag() {
        return source[start] & 0xFF;
    }

    boolean is(int tag) {
        return tag() == tag;
    }

    DerValue require(int tag) {
        if (!is(tag)) {
            throw malformed();
        }
        return this;
    }

    /** The value as it stands, with tag and length. */
    byte[] encoded() {
        return Arrays.copyOfRange(source, start, end);
    }

    byte[] content() {
        return Arrays.copyOfRange(source, content, end);
    }

    /** The values that a constructed value holds. */
    List<DerValue> parts() {
        if ((tag() & CONSTRUCTED) == 0) {
            throw malformed();
        }
        var parts = new ArrayList<DerValue>();
        for (int at = content; at < end; at = parts.getLast().end) {
            if (parts.size() == MOST_PARTS) {
                throw malformed();
            }
            parts.add(new DerValue(source, at, end));
        }
        return parts;
    }

    /** The only value that a constructed value holds. */
    DerValue only() {
        var parts = parts();
        if (parts.size() != 1) {
            throw malformed();
        }
        return parts.getFirst();
    }

    /** The values of a sequence. */
    Parts sequence() {
        return new Parts(require(SEQUENCE).parts());
    }

    byte[] octets() {
        return require(OCTETS).content();
    }

    BigInteger integer() {
        byte[] octets = require(INTEGER).content();
        boolean padded = octets.length > 1 && (octets[0] == 0 ? octets[1] >= 0 : octets[0] == -1 && octets[1] < 0);
        if (octets.length == 0 || octets.length > LONGEST_INTEGER || padded) {
            throw malformed();
        }
        return new BigInteger(octets);
    }

    /** The object identifier in dotted form. */
    String oid() {
        byte[] octets = require(OBJECT_IDENTIFIER).content();
        var out = new StringBuilder();
        long arc = 0;
        boolean fresh = true;
        for (byte octet : octets) {
            if ((fresh && octet == (byte) 0x80) || arc > Integer.MAX_VALUE) {
                throw malformed();
            }
            arc = (arc << 7) | (octet & 0x7F);
            fresh = octet >= 0;
            if (fresh) {
                out.append(out.isEmpty() ? first(arc) : "." + arc);
                arc = 0;
            }
        }
        if (octets.length == 0 || !fresh) {
            throw malformed();
        }
        return out.toString();
    }

    private static String first(long arc) {
        long root = Math.min(arc / 40, 2);
        return root + "." + (arc - 40 * root);
    }

    Instant time() {
        String text = new String(require(TIME).content(), StandardCharsets.US_ASCII);
        var form = TIME_FORM.matcher(text);
        if (!form.matches()) {
            throw malformed();
        }
        String fraction = form.group(7) == null ? "" : form.group(7);
        try {
            return Instant.parse(form.replaceFirst("$1-$2-$3T$4:$5:$6") + fraction + "Z");
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    /** What is left to read of a sequence. */
    static final class Parts {
        private final List<DerValue> parts;
        private int next;

        private Parts(List<DerValue> parts) {
            this.parts = parts;
        }

        DerValue next() {
            if (next == parts.size()) {
                throw malformed();
            }
            return parts.get(next++);
        }

        DerValue next(int tag) {
            return next().require(tag);
        }

        /** Whether the next value has this tag. */
        boolean has(int tag) {
            return next < parts.size() && parts.get(next).is(tag);
        }

        void end() {
            if (next != parts.size()) {
                throw malformed();
            }
        }
    }

    static Problem malformed() {
        return Problem.invalid("time_stamp_malformed", "A time stamp is DER as in RFC 3161 and RFC 5652");
    }
}
