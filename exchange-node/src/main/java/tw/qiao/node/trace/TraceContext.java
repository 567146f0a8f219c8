package tw.qiao.node.trace;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where in a trace something happens (W3C Trace Context 1, {@code traceparent}).
 *
 * @param trace 32 hexadecimal digits
 * @param span 16 hexadecimal digits
 * @param sampled whether somebody keeps the spans of this trace
 */
public record TraceContext(String trace, String span, boolean sampled) {
    /** The name of the header field. */
    public static final String FIELD = "traceparent";

    private static final int LENGTH = 55;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;

    /** What a header field says; empty when it says nothing that is understood. */
    public static Optional<TraceContext> parse(String value) {
        boolean isWhole = value.length() == LENGTH
                && value.startsWith("00-")
                && value.charAt(SPAN_AT - 1) == '-'
                && value.charAt(FLAGS_AT - 1) == '-'
                && isHexadecimal(value, 3, SPAN_AT - 1)
                && isHexadecimal(value, SPAN_AT, FLAGS_AT - 1)
                && isHexadecimal(value, FLAGS_AT, LENGTH);
        if (!isWhole || isZero(value, 3, SPAN_AT - 1) || isZero(value, SPAN_AT, FLAGS_AT - 1)) {
            return Optional.empty();
        }
        boolean sampled = (Character.digit(value.charAt(LENGTH - 1), 16) & 1) == 1;
        return Optional.of(
                new TraceContext(value.substring(3, SPAN_AT - 1), value.substring(SPAN_AT, FLAGS_AT - 1), sampled));
    }

    private static boolean isHexadecimal(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** The beginning of a new trace. */
    static TraceContext start() {
        return new TraceContext(random() + random(), random(), true);
    }

    /** A step below this one. */
    TraceContext child() {
        return new TraceContext(trace, random(), sampled);
    }

    /** Random enough to be its own; not a secret. */
    private static String random() {
        long bits = ThreadLocalRandom.current().nextLong() | 1;
        String hexadecimal = Long.toHexString(bits);
        return "0".repeat(16 - hexadecimal.length()) + hexadecimal;
    }

    /** The value of the header field. */
    public String header() {
        return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
    }
}
