package tw.qiao.platform.mydata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.exchange.Exchange;
import tw.qiao.platform.exchange.ExchangeAnswer;
import tw.qiao.platform.exchange.ExchangeRequest;

/** Fetches what agencies hold, under a consent (MyData 數位服務個人化). */
@Service
public class MyData {
    private static final Logger LOG = LoggerFactory.getLogger(MyData.class);
    private static final int LONGEST_VALUE = 2000;
    private static final int MOST_ROWS = 50;

    private final Consents consents;
    private final DataItems items;
    private final Exchange exchange;
    private final Ids ids;

    MyData(Consents consents, DataItems items, Exchange exchange, Ids ids) {
        this.consents = consents;
        this.items = items;
        this.exchange = exchange;
        this.ids = ids;
    }

    /**
     * Fetches items in parallel. An item that must come after another is only asked for when that one was found, and is
     * unavailable or absent with it otherwise.
     *
     * @param subjects the numbers that the items are about, by name; an answer about other numbers is refused whole
     * @param found items that were found before
     */
    public Map<String, FetchOutcome> fetchAll(
            UUID consent, UUID account, List<String> wanted, Map<String, String> subjects, List<String> found) {
        var outcomes = new LinkedHashMap<String, FetchOutcome>();
        List<String> first = wanted.stream()
                .filter(item -> items.item(item).after().isEmpty())
                .toList();
        fetchTogether(consent, account, first, subjects, outcomes);
        List<String> then = new ArrayList<>();
        for (String item : wanted) {
            String after = items.item(item).after();
            if (after.isEmpty()) {
                continue;
            }
            if (outcomes.get(after) instanceof FetchOutcome.Found || found.contains(after)) {
                then.add(item);
            } else {
                outcomes.put(item, notAsked(item, outcomes.get(after)));
            }
        }
        fetchTogether(consent, account, then, subjects, outcomes);
        return outcomes;
    }

    private static FetchOutcome notAsked(String item, @org.jspecify.annotations.Nullable FetchOutcome before) {
        return before instanceof FetchOutcome.Absent
                ? new FetchOutcome.Absent(item, "not-yours")
                : new FetchOutcome.Unavailable(item, "not-asked");
    }

    private void fetchTogether(
            UUID consent,
            UUID account,
            List<String> wanted,
            Map<String, String> subjects,
            Map<String, FetchOutcome> outcomes) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new LinkedHashMap<String, Future<FetchOutcome>>();
            wanted.forEach(item -> running.put(item, threads.submit(() -> fetch(consent, account, item, subjects))));
            running.forEach((item, future) -> outcomes.put(item, outcome(future)));
        }
    }

    private static FetchOutcome outcome(Future<FetchOutcome> future) {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("fetch_interrupted", "The wait for the agencies ended", interrupted);
        }
    }

    /**
     * Fetches one item, which uses the consent up for it.
     *
     * @throws Problem {@code consent_required} when the consent does not allow it
     */
    public FetchOutcome fetch(UUID consent, UUID account, String item, Map<String, String> subjects) {
        UUID exchangeId = ids.uuid();
        ConsentRecords.Item allowed = consents.use(consent, account, item, exchangeId);
        DataItem known = items.item(item);
        var answer = exchange.get(new ExchangeRequest(
                exchangeId,
                allowed.service(),
                allowed.subject(),
                allowed.fields(),
                allowed.purpose(),
                allowed.basis(),
                consent));
        FetchOutcome outcome = outcome(known, answer, subjects, exchangeId, consent);
        consents.used(allowed, exchangeId, word(outcome), !(outcome instanceof FetchOutcome.Unavailable));
        return outcome;
    }

    private static String word(FetchOutcome outcome) {
        return switch (outcome) {
            case FetchOutcome.Found _ -> "found";
            case FetchOutcome.Absent absent -> absent.code();
            case FetchOutcome.Unavailable _ -> "unavailable";
        };
    }

    private static FetchOutcome outcome(
            DataItem item, ExchangeAnswer answer, Map<String, String> subjects, UUID exchangeId, UUID consent) {
        return switch (answer) {
            case ExchangeAnswer.Failure failure -> new FetchOutcome.Unavailable(item.id(), failure.code());
            case ExchangeAnswer.Rows(var at, var rows)
            when rows.isEmpty() -> new FetchOutcome.Absent(item.id(), "nothing");
            case ExchangeAnswer.Rows(var at, var rows)
            when !isAbout(item, rows, subjects) -> new FetchOutcome.Absent(item.id(), "not-yours");
            case ExchangeAnswer.Rows(var at, var rows) ->
                new FetchOutcome.Found(
                        item.id(),
                        rows.stream()
                                .limit(MOST_ROWS)
                                .map(row -> taken(item, row, exchangeId))
                                .toList(),
                        new Provenance(item.id(), item.member(), at, exchangeId, consent));
        };
    }

    private static boolean isAbout(DataItem item, List<JsonNode> rows, Map<String, String> subjects) {
        return rows.stream()
                .allMatch(row -> item.matches().entrySet().stream()
                        .allMatch(match -> text(row.path(match.getKey())).equals(subjects.get(match.getValue()))));
    }

    /** The columns that were asked for; whatever else came is dropped, and said so. */
    private static Map<String, String> taken(DataItem item, JsonNode row, UUID exchangeId) {
        var taken = new LinkedHashMap<String, String>();
        for (String column : item.columns()) {
            String value = text(row.path(column));
            taken.put(column, value.length() > LONGEST_VALUE ? "" : value);
        }
        if (row.size() > item.columns().size()) {
            LOG.warn("{} {} told more columns than asked; they are dropped", exchangeId, item.service());
        }
        return taken;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }
}
