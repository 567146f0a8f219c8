package tw.qiao.analytics.proposals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.intake.Content;
import tw.qiao.analytics.intake.NoRows;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.kernel.Problem;

/** Looks at the beginning of a file: what it is, where its head row is, and what its columns might be. */
public final class Looking {
    private static final int SHOWN = 11;
    private static final int LOOKED_AT = 5_000;
    private static final int HEADS = 20;
    private static final int MOST_COLUMNS = 400;
    private static final int LONGEST_SHOWN = 200;
    private static final List<Character> SEPARATORS = List.of(',', '\t', ';', '|');

    private final SourceFile source;
    private final Lines given;

    private Looking(SourceFile source, Lines given) {
        this.source = source;
        this.given = given;
    }

    /** Looks at {@code path} as {@code lines} say; a problem {@code intake_…} where it has no rows. */
    public static Look at(Path path, Lines lines) {
        return new Looking(SourceFile.inspect(path), lines).look();
    }

    private Look look() {
        Lines lines = source.content() == Content.TEXT && given.separator().isEmpty()
                ? SEPARATORS.stream()
                        .map(separator -> Lines.separated(separator, given.header()))
                        .reduce((best, next) -> width(next) > width(best) ? next : best)
                        .orElseThrow()
                : given;
        List<Rows.Row> rows = rows(lines.withHeader(1), LOOKED_AT);
        if (rows.isEmpty()) {
            throw NoRows.empty(name());
        }
        Lines found = lines.header() > 0 || !hasTitles()
                ? lines.withHeader(Math.max(1, lines.header()))
                : lines.withHeader(head(rows));
        List<Rows.Row> fromHead = rows.stream()
                .filter(row -> row.line() == 0 || row.line() >= found.header())
                .toList();
        if (fromHead.isEmpty()) {
            throw Problem.invalid(
                    "look_header", "檔案沒有第 " + found.header() + " 列，請更正欄名所在的列。 The file has no such head row");
        }
        if (fromHead.size() == 1) {
            throw NoRows.headOnly(name());
        }
        return seen(found, fromHead);
    }

    private String name() {
        return source.path().getFileName().toString();
    }

    private Look seen(Lines lines, List<Rows.Row> rows) {
        List<String> head = rows.getFirst().cells();
        if (head.size() > MOST_COLUMNS) {
            throw Problem.invalid(
                    "look_wide",
                    "欄位超過 " + MOST_COLUMNS + " 個，請由系統人員撰寫匯入規格。 The file has too many columns for this page");
        }
        var guesses = called(head).stream().map(ColumnGuess::new).toList();
        rows.stream().skip(1).filter(row -> row.cells().size() == head.size()).forEach(row -> {
            for (int i = 0; i < guesses.size(); i++) {
                guesses.get(i).add(row.cells().get(i));
            }
        });
        var names = new ProposedNames();
        List<CodeList> codes = CodeLists.all();
        var proposals = new ArrayList<Proposal>();
        List<String> headers = called(head);
        for (int i = 0; i < guesses.size(); i++) {
            proposals.add(guesses.get(i).proposal(names.name(headers.get(i), i + 1), codes));
        }
        return new Look(
                source.content().name(),
                source.content() == Content.TEXT || source.content() == Content.JSON || source.content() == Content.XML
                        ? source.encoding().name()
                        : "",
                lines,
                rows.stream().limit(SHOWN).map(Looking::shortened).toList(),
                rows.size() - 1L,
                proposals);
    }

    /** Sheets and text may have titles above the head row; everything else has names of its own. */
    private boolean hasTitles() {
        return Stream.of(Content.TEXT, Content.WORKBOOK, Content.SPREADSHEET).anyMatch(source.content()::equals);
    }

    /** The first row of as many cells as the widest has. */
    private static int head(List<Rows.Row> rows) {
        List<Rows.Row> first = rows.stream().limit(HEADS).toList();
        int widest = first.stream().mapToInt(Looking::filled).max().orElse(0);
        return first.stream()
                .filter(row -> filled(row) * 10 >= widest * 8)
                .map(row -> (int) row.line())
                .findFirst()
                .orElse(1);
    }

    private static int filled(Rows.Row row) {
        return (int) row.cells().stream().filter(cell -> !cell.isBlank()).count();
    }

    private int width(Lines lines) {
        try {
            return rows(lines.withHeader(1), HEADS).stream()
                    .mapToInt(row -> row.cells().size())
                    .max()
                    .orElse(0);
        } catch (Problem unreadable) {
            return 0; // with this separator
        }
    }

    private List<Rows.Row> rows(Lines lines, int most) {
        var read = new ArrayList<Rows.Row>();
        try (Rows rows = Rows.of(source, lines.reading())) {
            for (Optional<Rows.Row> row = rows.next(); row.isPresent() && read.size() < most; row = rows.next()) {
                read.add(row.get());
            }
        }
        return read;
    }

    /** As feeds call columns: the second of a name with its number, one without a name by its place. */
    private static List<String> called(List<String> head) {
        var seen = new HashMap<String, Integer>();
        var called = new ArrayList<String>();
        for (int i = 0; i < head.size(); i++) {
            String plain = head.get(i).replace('\u3000', ' ').strip();
            int times = seen.merge(plain, 1, Integer::sum);
            called.add(plain.isEmpty() ? "#" + (i + 1) : times > 1 ? plain + "#" + times : plain);
        }
        return called;
    }

    private static List<String> shortened(Rows.Row row) {
        return row.cells().stream()
                .map(cell -> cell.length() > LONGEST_SHOWN ? cell.substring(0, LONGEST_SHOWN) + "…" : cell)
                .toList();
    }
}
