package tw.qiao.analytics.counts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Gate;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.Queries;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/**
 * Answers how many people there are, in statements of the reader's own over tables about single people, in view of all
 * that she was told before: counts that are too small are not told, nor those that would tell of too few people when
 * they are compared with earlier ones. She reads one state of a table until her page of the ledger is forgotten.
 */
public final class CountDesk {
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

    private final SupervisedWorker worker;
    private final Policy policy;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Threshold threshold;

    /** @param all what there is to ask about; the policy says how much of it is seen */
    public CountDesk(SupervisedWorker worker, Policy policy, Catalogue all, Ledger ledger, Threshold threshold) {
        this.worker = worker;
        this.policy = policy;
        this.catalogue = new Egress(policy).catalogue(all);
        this.ledger = ledger;
        this.threshold = threshold;
    }

    /** Whether {@code statement} names a table about single people, and so is to be asked here. */
    public boolean isFor(String statement) {
        return policy.tables().entrySet().stream()
                .filter(table -> table.getValue().people())
                .map(Map.Entry::getKey)
                .anyMatch(new Gate(worker::parse)
                        .check(statement, catalogue.names())
                        .tables()::contains);
    }

    /**
     * The counts; a problem {@code query_…} or {@code egress_…} when there is no answer.
     *
     * @param reader who asks: one person or program, under whatever name
     */
    public Result answer(String reader, String statement, List<String> parameters) {
        String gated =
                new Gate(worker::parse).check(statement, catalogue.names()).statement();
        CountQuestion question = CountStatement.read(worker.parse(gated), parameters);
        return ledger.<Supplier<Result>>turn(reader, question.table(), page -> take(question, page))
                .get();
    }

    private Ledger.Outcome<Supplier<Result>> take(CountQuestion question, Ledger.Page page) {
        List<Told> known = page.told().stream().filter(told -> !told.refused()).toList();
        Optional<Told> again =
                known.stream().filter(told -> told.question().equals(question)).findFirst();
        if (again.isEmpty()) {
            requireBudget(page);
        }
        OptionalLong newest =
                catalogue.source(question.table(), OptionalLong.empty()).snapshot();
        Optional<Long> snapshot =
                page.snapshot().or(() -> newest.isPresent() ? Optional.of(newest.getAsLong()) : Optional.empty());
        if (snapshot.isEmpty()) {
            throw Problem.notFound("warehouse_empty", "The table " + question.table() + " has no rows yet");
        }
        if (again.isPresent()) {
            Crowd crowd = Crowd.of(List.of(question), snapshot, new Queries(worker), catalogue);
            Result same = result(
                    question, crowd, Tally.of(question, crowd, again.get().untold()));
            return new Ledger.Outcome<>(() -> same, Optional.empty(), snapshot.get());
        }
        List<CountQuestion> questions = Stream.concat(
                        Stream.of(question), known.stream().map(Told::question))
                .distinct()
                .toList();
        Crowd crowd = Crowd.of(questions, snapshot, new Queries(worker), catalogue);
        return tell(question, crowd, known, page, snapshot.get());
    }

    private Ledger.Outcome<Supplier<Result>> tell(
            CountQuestion question, Crowd crowd, List<Told> known, Ledger.Page page, long snapshot) {
        Map<String, Tally> fresh = Tally.of(question, crowd, Set.of());
        SmallTallies.withhold(question, fresh.values(), threshold);
        boolean any = fresh.values().stream().anyMatch(Tally::isTold);
        var earlier = new ArrayList<Tally>();
        known.forEach(told ->
                earlier.addAll(Tally.of(told.question(), crowd, told.untold()).values()));
        boolean safe = new Isolation(crowd, earlier, new HashSet<>(fresh.values()), threshold).withhold();
        if (!safe || (any && fresh.values().stream().noneMatch(Tally::isTold))) {
            var note = new Told(question, Set.of(), true);
            Problem problem = difference(page);
            return new Ledger.Outcome<>(
                    () -> {
                        throw problem;
                    },
                    Optional.of(note),
                    snapshot);
        }
        var untold = new HashSet<String>();
        fresh.forEach((key, tally) -> {
            if (!tally.isTold()) {
                untold.add(key);
            }
        });
        Result result = result(question, crowd, fresh);
        return new Ledger.Outcome<>(() -> result, Optional.of(new Told(question, untold, false)), snapshot);
    }

    private void requireBudget(Ledger.Page page) {
        Limits limits = ledger.limits();
        if (page.told().size() >= limits.remembered()) {
            throw Problem.forbidden(
                    "egress_budget",
                    "You asked " + limits.remembered() + " different questions about this table; until " + date(page)
                            + " only those can be asked again");
        }
        if (page.today() >= limits.daily()) {
            throw Problem.forbidden(
                    "egress_budget",
                    "You asked " + limits.daily() + " different questions about this table within a day; ask an"
                            + " earlier one again, or wait until tomorrow");
        }
    }

    private Problem difference(Ledger.Page page) {
        return Problem.forbidden(
                "egress_difference",
                "Compared with what you were told before, this answer would single out fewer than "
                        + threshold.smallest()
                        + " people. Ask for larger groups, leave out the condition, or ask an earlier question again;"
                        + " what you were told is remembered until " + date(page));
    }

    private static LocalDate date(Ledger.Page page) {
        return LocalDate.ofInstant(page.forgotten(), TAIPEI);
    }

    private static Result result(CountQuestion question, Crowd crowd, Map<String, Tally> tallies) {
        var columns = new ArrayList<>(question.columns());
        columns.add("count");
        List<String> types = new ArrayList<>(crowd.types(question));
        types.add("BIGINT");
        return new Result(
                List.copyOf(columns),
                List.copyOf(types),
                rows(tallies.values()),
                false,
                new Provenance(
                        crowd.stamps(),
                        HexFormat.of().formatHex(Sha256.of(CanonicalJson.MAPPER.writeValueAsBytes(question)))));
    }

    private static List<List<Cell>> rows(Collection<Tally> tallies) {
        var rows = new ArrayList<List<Cell>>();
        for (Tally tally : tallies) {
            var cells = new ArrayList<Cell>();
            tally.values().forEach(value -> cells.add(cell(value)));
            cells.add(tally.isTold() ? new Cell.Figure(BigDecimal.valueOf(tally.people())) : new Cell.Suppressed());
            rows.add(List.copyOf(cells));
        }
        return rows;
    }

    private static Cell cell(JsonNode value) {
        if (value.isNull()) {
            return new Cell.Missing(Column.Missing.UNKNOWN);
        }
        return value.isNumber() ? new Cell.Figure(value.decimalValue()) : new Cell.Text(value.asString());
    }
}
