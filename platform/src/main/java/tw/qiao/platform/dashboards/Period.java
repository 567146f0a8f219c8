package tw.qiao.platform.dashboards;

import java.time.YearMonth;

/** Whole months from {@code from} to {@code to}, both included. */
record Period(YearMonth from, YearMonth to) {

    boolean contains(YearMonth month) {
        return !month.isBefore(from) && !month.isAfter(to);
    }

    /** The same months one year before. */
    Period yearBefore() {
        return new Period(from.minusYears(1), to.minusYears(1));
    }
}
