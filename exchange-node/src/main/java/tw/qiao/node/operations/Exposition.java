package tw.qiao.node.operations;

import java.math.BigDecimal;
import java.math.MathContext;

/** The text in which Prometheus reads measurements (exposition format 0.0.4). */
final class Exposition {
    private final StringBuilder text = new StringBuilder(16 * 1024);

    /** Begins a family of samples. */
    void family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** One sample; {@code labels} without braces. */
    void sample(String name, String labels, double value) {
        write(name, labels, number(value));
    }

    /** One sample that counts. */
    void sample(String name, String labels, long value) {
        write(name, labels, Long.toString(value));
    }

    private void write(String name, String labels, String value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    /** A family with one sample and no labels. */
    void single(String name, String type, String help, double value) {
        family(name, type, help);
        sample(name, "", value);
    }

    /** A family with one sample that counts, and no labels. */
    void single(String name, String type, String help, long value) {
        family(name, type, help);
        sample(name, "", value);
    }

    /** A label with its value, escaped. */
    static String label(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return name + "=\"" + escaped + "\"";
    }

    /** A number without the digits that only binary fractions have. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Double.isNaN(value) || Double.isInfinite(value)
                ? "NaN"
                : new BigDecimal(value, new MathContext(12))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
