package tw.qiao.analytics.recipes;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;

/** Reads the cells of one column: repairs what is declared, counts each repair, and says which cells have no value. */
public final class CellReader {
    private static final char IDEOGRAPHIC_SPACE = '\u3000';

    private final ColumnType type;
    private final Format format;
    private final Map<String, Column.Missing> missing;
    private final boolean tai;
    private final Map<Character, String> characters;
    private final Tally tally;
    private final boolean repeated;
    private String lastText = "";
    private @Nullable String lastValue = "";

    /**
     * @param missing codes that stand for a missing value
     * @param tai whether 台 is another way to write 臺 here, as in the names of places
     */
    public CellReader(ColumnType type, Format format, Map<String, Column.Missing> missing, boolean tai, Tally tally) {
        this(type, format, missing, tai, Map.of(), tally);
    }

    /** @param characters what stands for private characters; where there is such a table, others are no value */
    public CellReader(
            ColumnType type,
            Format format,
            Map<String, Column.Missing> missing,
            boolean tai,
            Map<Character, String> characters,
            Tally tally) {
        this.characters = characters;
        this.type = type;
        this.format = format;
        this.missing = missing;
        this.tai = tai;
        this.tally = tally;
        this.repeated = format != Format.PLAIN || type.isOfTime();
    }

    /** The value as SQL reads it, empty when it is missing, null when the cell is nothing that the column can hold. */
    public @Nullable String read(String cell) {
        String text = stripped(cell);
        if (text.isEmpty()) {
            return text;
        }
        if (!missing.isEmpty() && missing.containsKey(text)) {
            tally.add(Correction.MISSING_CODE);
            return "";
        }
        return type.kind() == ColumnType.Kind.TEXT && format == Format.PLAIN ? text(text) : typed(text);
    }

    private String stripped(String cell) {
        if (cell.isEmpty() || (!isBlank(cell.charAt(0)) && !isBlank(cell.charAt(cell.length() - 1)))) {
            return cell;
        }
        int start = 0;
        int end = cell.length();
        while (start < end && isBlank(cell.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(cell.charAt(end - 1))) {
            end--;
        }
        tally.add(Correction.BLANKS);
        return cell.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return (c <= ' ' && c != 0) || c == IDEOGRAPHIC_SPACE || c == '\u00a0';
    }

    private @Nullable String text(String text) {
        boolean privately = false;
        boolean lost = false;
        boolean undecoded = false;
        int wide = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            privately |= isPrivate(c);
            lost |= c == '?' || c == '？';
            undecoded |= c == '\uFFFD' || c == 0;
            wide = wide < 0 && c >= 0x80 ? i : wide;
        }
        if (undecoded) {
            return null;
        }
        if (lost) {
            tally.add(Correction.LOST_CHARACTER);
        }
        if (wide >= 0 && Mojibake.isLikely(text, wide)) {
            tally.add(Correction.MOJIBAKE);
        }
        String known = privately ? mapped(text) : text;
        if (known != null && tai && known.indexOf('台') >= 0) {
            tally.add(Correction.TAI);
            return known.replace('台', '臺');
        }
        return known;
    }

    private static boolean isPrivate(char c) {
        return c >= '\uE000' && c <= '\uF8FF';
    }

    private @Nullable String mapped(String text) {
        if (characters.isEmpty()) {
            tally.add(Correction.PRIVATE_CHARACTER);
            return text;
        }
        var mapped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String known = isPrivate(c) ? characters.get(c) : String.valueOf(c);
            if (known == null) {
                return null;
            }
            mapped.append(known);
        }
        tally.add(Correction.MAPPED_CHARACTER);
        return mapped.toString();
    }

    private @Nullable String typed(String text) {
        @Nullable String value = repeated ? asBefore(text) : format.read(text, type);
        if (value != null || type.kind() == ColumnType.Kind.TEXT) {
            return value;
        }
        String narrow = FullWidth.fold(text);
        value = format.read(narrow, type);
        if (value != null) {
            tally.add(Correction.FULL_WIDTH);
            return value;
        }
        if (!type.isNumeric() || !Thousands.areIn(narrow)) {
            return null;
        }
        value = format.read(narrow.replace(",", ""), type);
        if (value != null) {
            tally.add(Correction.THOUSANDS);
        }
        return value;
    }

    /** A file repeats its month in each row, so the last answer is kept. */
    private @Nullable String asBefore(String text) {
        if (!text.equals(lastText)) {
            lastValue = format.read(text, type);
            lastText = text;
        }
        return lastValue;
    }
}
