package tw.qiao.platform.dashboards;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/** The months for which there are events, and those for which there is a population too. */
record Coverage(YearMonth first, YearMonth last, YearMonth populationFirst, YearMonth populationLast) {

    /** All months with events, the newest first. */
    List<YearMonth> months() {
        return LongStream.rangeClosed(0, first.until(last, ChronoUnit.MONTHS))
                .mapToObj(last::minusMonths)
                .toList();
    }

    boolean contains(YearMonth month) {
        return !month.isBefore(first) && !month.isAfter(last);
    }
}
