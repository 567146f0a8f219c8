package tw.qiao.platform.dashboards;

import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.engine.Answer;
import tw.qiao.analytics.engine.Question;
import tw.qiao.analytics.engine.SupervisedWorker;

/**
 * The vital events by township and month, answered by the worker; the files never change while it runs, so answers
 * keep.
 */
@Component
class VitalEvents {
    private static final int KEPT = 200;

    private final SupervisedWorker worker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<List<Object>, Object> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Object> eldest) {
            return size() > KEPT;
        }
    };

    VitalEvents(SupervisedWorker worker) {
        this.worker = worker;
    }

    Coverage coverage() {
        return kept(List.of("coverage"), () -> {
            Answer.Row row = worker.ask(Question.VITAL_EVENTS_COVERAGE).rows().getFirst();
            return new Coverage(
                    YearMonth.parse(row.text("events_from")),
                    YearMonth.parse(row.text("events_to")),
                    YearMonth.parse(row.text("population_from")),
                    YearMonth.parse(row.text("population_to")));
        });
    }

    /** All townships by code. */
    SequencedMap<String, Place> townships() {
        return kept(List.of("townships"), () -> {
            var places = new LinkedHashMap<String, Place>();
            for (Answer.Row row : worker.ask(Question.TOWNSHIPS).rows()) {
                places.put(row.text("code"), place(row));
            }
            return places;
        });
    }

    /** Figures of each township of a county, or of all when {@code county} is empty, by code. */
    SequencedMap<String, Figures> byTownship(Period period, String county) {
        return kept(List.of("townships", period, county), () -> {
            var figures = new LinkedHashMap<String, Figures>();
            Question question = Question.VITAL_EVENTS_BY_TOWNSHIP;
            for (Answer.Row row : worker.ask(
                            question, period.from().toString(), period.to().toString(), county)
                    .rows()) {
                figures.put(row.text("township_code"), Figures.of(row));
            }
            return figures;
        });
    }

    /** Figures of each month, in order, for a county or for all. */
    SequencedMap<YearMonth, Figures> byMonth(String county) {
        Coverage all = coverage();
        return kept(List.of("months", county), () -> {
            var figures = new LinkedHashMap<YearMonth, Figures>();
            Question question = Question.VITAL_EVENTS_BY_MONTH;
            for (Answer.Row row : worker.ask(
                            question, all.first().toString(), all.last().toString(), county)
                    .rows()) {
                figures.put(YearMonth.parse(row.text("month")), Figures.of(row));
            }
            return figures;
        });
    }

    private static Place place(Answer.Row row) {
        return new Place(
                row.text("code"),
                row.text("name"),
                row.text("english"),
                row.text("county_code"),
                row.text("county"),
                row.text("county_english"));
    }

    @SuppressWarnings("unchecked") // a key always stands for the same type
    private <T> T kept(List<Object> key, Supplier<T> asked) {
        lock.lock();
        try {
            Object known = answers.get(key);
            if (known != null) {
                return (T) known;
            }
        } finally {
            lock.unlock();
        }
        T answer = asked.get();
        lock.lock();
        try {
            answers.put(key, answer);
        } finally {
            lock.unlock();
        }
        return answer;
    }
}
