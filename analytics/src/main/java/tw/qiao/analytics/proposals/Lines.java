package tw.qiao.analytics.proposals;

import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.intake.Reading;

/**
 * Where the rows of a file are, as a person says it or as it was found; empty texts for what does not matter.
 *
 * @param separator one character, {@code tab} for the tabulator
 * @param header the line of the head row, the first is 1
 * @param sheet of a workbook with several
 * @param list of objects in JSON
 * @param row the element that is a row in XML
 */
public record Lines(String separator, int header, String sheet, String list, String row) {
    /** What is tried first. */
    public static final Lines UNKNOWN = new Lines("", 0, "", "", "");

    private static final String TAB = "tab";

    /** What nobody can find without having been told, as {@code feed} tells it; the rest is found. */
    public static Lines of(Feed feed) {
        Reading told = feed.reading();
        return new Lines("", 0, "", told.list(), told.row());
    }

    static Lines separated(char separator, int header) {
        return new Lines(separator == '\t' ? TAB : String.valueOf(separator), header, "", "", "");
    }

    char character() {
        return separator.equals(TAB) ? '\t' : separator.isEmpty() ? ',' : separator.charAt(0);
    }

    Lines withHeader(int line) {
        return new Lines(separator, line, sheet, list, row);
    }

    Reading reading() {
        return new Reading(
                character(), Math.max(1, header), sheet, list, row, Map.of(), Optional.empty(), Reading.Geometry.NONE);
    }
}
