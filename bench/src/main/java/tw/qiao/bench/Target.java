package tw.qiao.bench;

import java.util.Locale;

/** What a figure is asked to reach. */
public sealed interface Target {
    /** Whether the value reaches it. */
    boolean holds(double value);

    static Target atLeast(double bound) {
        return new AtLeast(bound);
    }

    static Target atMost(double bound) {
        return new AtMost(bound);
    }

    /** No target: the figure is for comparison and always holds. */
    static Target none() {
        return new None();
    }

    /** The value must not be smaller. */
    record AtLeast(double bound) implements Target {
        @Override
        public boolean holds(double value) {
            return value >= bound;
        }

        @Override
        public String toString() {
            return ">=" + text(bound);
        }
    }

    /** The value must not be larger. */
    record AtMost(double bound) implements Target {
        @Override
        public boolean holds(double value) {
            return value <= bound;
        }

        @Override
        public String toString() {
            return "<=" + text(bound);
        }
    }

    /** Asks for nothing. */
    record None() implements Target {
        @Override
        public boolean holds(double value) {
            return true;
        }

        @Override
        public String toString() {
            return "-";
        }
    }

    /** The number as people write it: whole when large, with the digits that matter when small. */
    static String text(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 1_000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
    }
}
