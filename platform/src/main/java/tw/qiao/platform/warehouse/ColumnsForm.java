package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.intake.Content;
import tw.qiao.analytics.proposals.FeedDraft;
import tw.qiao.analytics.proposals.FeedDraft.Field;
import tw.qiao.analytics.proposals.Look;
import tw.qiao.analytics.proposals.Proposal;
import tw.qiao.analytics.proposals.Written;

/**
 * What the form says about a new table and its columns.
 *
 * @param columns one for each of the file, in its order
 */
public record ColumnsForm(
        String title, String table, String source, String period, boolean missing, List<Field> columns) {
    private static final Pattern DATE = Pattern.compile("(?<!\\d)(?:\\d{3,4}(?:0[1-9]|1[0-2])(?:[0-3]\\d)?"
            + "|\\d{3,4}(?:[-_]\\d{1,2}){0,2}|(?<=[-_])[1-9]\\d$)(?!\\d)");

    /** Whose the data are, where nobody says more. */
    static final String SOURCE = "自行匯入";

    private static final String WHOLE = "全部";

    /** Before anybody said anything: all is text, and only what protects people is taken from the proposals. */
    static ColumnsForm fresh(FileImport one, Look look, boolean proposed) {
        String base = one.file().replaceFirst("\\..*$", "");
        Matcher date = DATE.matcher(base);
        return new ColumnsForm(
                base,
                table(base, one),
                SOURCE,
                date.find() ? date.group() : WHOLE,
                false,
                look.columns().stream().map(column -> field(column, proposed)).toList());
    }

    private static String table(String base, FileImport one) {
        String plain =
                base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
        return plain.length() < 2
                ? "table_" + one.id().toString().substring(0, 6)
                : plain.substring(0, Math.min(plain.length(), 40));
    }

    private static Field field(Proposal column, boolean proposed) {
        return new Field(
                column.header(),
                true,
                column.name(),
                column.header().replaceFirst("^#", "欄"),
                proposed ? column.written() : Written.TEXT,
                proposed && column.key(),
                proposed && column.key(),
                column.personal(),
                proposed ? column.codes() : "");
    }

    /** As it was said before; columns that came since are as fresh ones. */
    static ColumnsForm of(FileImport one, FeedDraft draft, Look look) {
        Map<String, Field> said =
                draft.columns().stream().collect(Collectors.toMap(Field::header, Function.identity(), (a, _) -> a));
        return new ColumnsForm(
                draft.chinese(),
                draft.table(),
                draft.source(),
                one.period(),
                draft.missing(),
                look.columns().stream()
                        .map(column -> said.getOrDefault(column.header(), field(column, false)))
                        .toList());
    }

    /** As somebody typed it; what is no choice of the form is as if it were not there. */
    static ColumnsForm typed(Look look, Map<String, String> typed) {
        return new ColumnsForm(
                text(typed, "title"),
                text(typed, "table"),
                text(typed, "source"),
                text(typed, "period"),
                typed.containsKey("missing"),
                IntStream.range(0, look.columns().size())
                        .mapToObj(i -> typed(look.columns().get(i).header(), i, typed))
                        .toList());
    }

    private static Field typed(String header, int i, Map<String, String> typed) {
        return new Field(
                header,
                typed.containsKey("used-" + i),
                text(typed, "name-" + i),
                text(typed, "title-" + i),
                choice(Written.class, text(typed, "written-" + i)).orElse(Written.TEXT),
                typed.containsKey("key-" + i),
                typed.containsKey("required-" + i),
                choice(PersonalData.class, text(typed, "personal-" + i)).orElse(PersonalData.SENSITIVE),
                text(typed, "codes-" + i));
    }

    private static String text(Map<String, String> typed, String name) {
        return typed.getOrDefault(name, "").strip();
    }

    private static <E extends Enum<E>> Optional<E> choice(Class<E> kind, String name) {
        for (E constant : kind.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    /** The draft of a feed as the form says it. */
    FeedDraft draft(Look look, int version) {
        return new FeedDraft(
                table, version, title, source, Content.valueOf(look.content()), look.lines(), missing, columns);
    }
}
