package tw.qiao.launcher;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.cubes.AnswerCache;
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeDesk;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.query.Queries;

/** Answers a question about a cube. */
@Command(
        name = "cube",
        mixinStandardHelpOptions = true,
        description = {
            "Answers a question about a cube; without a name it lists the cubes, with nothing but a name it says"
                    + " what the cube offers.",
            "Example: cube vital_events --rows county --measures births --from 2014 --totals place"
        })
final class WarehouseCube implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    private DataChoice data = new DataChoice();

    @Option(names = "--rows", split = ",", description = "the levels by which rows are parted, such as county,year")
    private List<String> rows = List.of();

    @Option(names = "--columns", defaultValue = "", description = "the level whose values become columns")
    private String column = "";

    @Option(names = "--measures", split = ",", description = "what is counted (default: the cube's first measure)")
    private List<String> measures = List.of();

    @Option(names = "--where", description = "only some values, such as county=臺北市,新北市; may be repeated")
    private List<String> slices = List.of();

    @Option(names = "--from", defaultValue = "", description = "the first year or month, such as 2014, 103 or 2014-04")
    private String from = "";

    @Option(names = "--to", defaultValue = "", description = "the last year or month (default: that of --from)")
    private String to = "";

    @Option(names = "--compare", defaultValue = "NONE", description = "${COMPLETION-CANDIDATES} (default: NONE)")
    private CubeQuery.Comparison comparison = CubeQuery.Comparison.NONE;

    @Option(names = "--totals", split = ",", description = "the dimensions or levels over which totals are shown")
    private List<String> totals = List.of();

    @Option(names = "--sort", defaultValue = "", description = "a measure to sort by; with - before it, largest first")
    private String sort = "";

    @Option(names = "--top", defaultValue = "0", description = "how many rows besides totals (default: all)")
    private int top;

    @Option(names = "--language", defaultValue = "CHINESE", description = "of names: ${COMPLETION-CANDIDATES}")
    private Language language = Language.CHINESE;

    @Option(names = "--as", defaultValue = "table", description = "${COMPLETION-CANDIDATES} (default: table)")
    private AnswerForm form = AnswerForm.table;

    @Option(names = "--release", defaultValue = "", description = "the release to ask (default: what is there now)")
    private String release = "";

    @Parameters(arity = "0..1", paramLabel = "CUBE", description = "the cube's name")
    private String name = "";

    @Override
    public Integer call() {
        if (name.isBlank()) {
            Cubes.NAMES.forEach(cube -> System.out.printf(
                    "%s  %s %s%n",
                    cube,
                    Cubes.named(cube).title().chinese(),
                    Cubes.named(cube).title().english()));
            return 0;
        }
        Cube cube = Cubes.named(name);
        var words = new CubeWords(cube);
        if (rows.isEmpty() && measures.isEmpty() && column.isEmpty()) {
            System.out.print(words.description());
            return 0;
        }
        CubeQuery query = words.query(measures, rows, column, slices, from, to, comparison, totals, sort, top);
        try (var home = data.open()) {
            WarehouseTables.requireTable(cube.table(), home.warehouse().names());
            var command = WorkerCommand.classPath(
                    System.getProperty("java.class.path"), home.warehouse().folder(), home.scratch());
            try (var worker = SupervisedWorker.start(command, PATIENCE)) {
                var desk = new CubeDesk(
                        new Queries(worker),
                        OpenDesk.policy(home.warehouse(), home.tables()),
                        WarehouseRelease.catalogue(home.warehouse(), release),
                        Threshold.CUSTOMARY,
                        new AnswerCache(0),
                        Clock.systemUTC());
                CubeAnswer answer = desk.answer(cube, query, language);
                print(cube, query, answer, AnswerTime.of(cube, query, desk.coverage(cube)));
            }
        }
        return 0;
    }

    private void print(Cube cube, CubeQuery query, CubeAnswer answer, AnswerTime time) {
        System.out.print(form.write(answer.result()));
        if (form != AnswerForm.table) {
            return;
        }
        time.words().ifPresent(words -> System.out.println("資料期間 " + words.chinese() + " " + words.english()));
        time.incomplete().ifPresent(words -> System.out.println("月份不齊 " + words.chinese() + " " + words.english()));
        String units = cube.measures().stream()
                .filter(measure -> query.measures().contains(measure.name()))
                .map(measure -> measure.name() + " = " + measure.title().chinese() + " "
                        + measure.title().english() + "（" + measure.unit().chinese() + "）")
                .collect(Collectors.joining("; "));
        System.out.println(units);
        if (answer.result().rows().stream().anyMatch(row -> row.stream().anyMatch(Cell.Suppressed.class::isInstance))) {
            System.out.println("* 人數過少或可由此推知者不公布 not told: too few people, or it would tell of too few");
        }
        System.out.println(cube.name() + " v" + answer.version() + " "
                + answer.result().provenance().line());
    }
}
