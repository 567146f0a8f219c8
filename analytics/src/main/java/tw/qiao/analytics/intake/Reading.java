package tw.qiao.analytics.intake;

import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of a file are, as far as the file does not say so itself.
 *
 * @param separator what keeps the cells of separated values apart
 * @param header the line or row of the header; what is above it is a title
 * @param sheet the name of the sheet, needed where a workbook has several
 * @param list the list of objects in a JSON file, {@code result.records} for one inside another; empty for the
 *     outermost
 * @param row the name of the element that is a row in an XML file
 * @param widths the columns of lines of fixed width in bytes of their encoding
 * @param charset the encoding of lines of fixed width and of dBase, where the file does not say
 * @param geometry what becomes of geometries
 */
public record Reading(
        char separator,
        int header,
        String sheet,
        String list,
        String row,
        Map<String, Integer> widths,
        Optional<String> charset,
        Geometry geometry) {

    /** What becomes of the geometry of a feature or shape. */
    public enum Geometry {
        /** It is left out. */
        NONE,
        /** Two columns, {@code longitude} and {@code latitude}, as points have them, in the file's own coordinates. */
        POINT,
        /** One column, {@code geometry}, as well-known text. */
        WKT
    }

    /** Separated values with the header in the first line. */
    public static Reading separated(char separator) {
        return new Reading(separator, 1, "", "", "", Map.of(), Optional.empty(), Geometry.NONE);
    }

    /** The same without what does not matter for a file of {@code content}, so that equal ones read it equally. */
    public Reading matteringFor(Content content) {
        boolean separated = content == Content.TEXT && widths.isEmpty();
        boolean sheet = content == Content.WORKBOOK || content == Content.SPREADSHEET;
        return new Reading(
                separated ? separator : ',',
                separated || sheet ? header : 1,
                sheet ? this.sheet : "",
                content == Content.JSON ? list : "",
                content == Content.XML ? row : "",
                content == Content.TEXT ? widths : Map.of(),
                charset,
                geometry);
    }
}
