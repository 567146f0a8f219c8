package tw.qiao.analytics.egress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import tw.qiao.kernel.Problem;

/**
 * Excel's workbooks (ECMA-376), written while they are made. Numbers and days are typed, heads stay in sight, and no
 * text is a formula: texts are texts, and those that look otherwise are marked so that they stay it when edited.
 */
public final class XlsxFormat {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final int MOST_ROWS = 1_048_576;
    private static final int ROWS_AT_ONCE = 1_000;
    private static final String TEXT = "@";
    private static final String DAY = "yyyy-mm-dd";
    private static final String HEAD_COLOUR = "DCE9EA";
    private static final int TITLE_SIZE = 14;

    private final Worksheet sheet;
    private int row;

    private XlsxFormat(Worksheet sheet) {
        this.sheet = sheet;
    }

    /** Writes the sheets in their order. */
    public static void write(List<Sheet> sheets, OutputStream out) throws IOException {
        try (var book = new Workbook(out, "Qiao", "1.0")) {
            for (Sheet one : sheets) {
                if (one.rows().size() + one.head() + one.below().size() > MOST_ROWS) {
                    throw Problem.invalid("egress_rows", "A sheet has at most " + MOST_ROWS + " rows");
                }
                var format = new XlsxFormat(book.newWorksheet(one.name()));
                format.head(one);
                format.body(one);
            }
        }
    }

    private void head(Sheet one) {
        for (int column = 0; column < one.headings().size(); column++) {
            sheet.width(column, one.width(column));
        }
        sheet.freezePane(one.headings().size() > 1 ? 1 : 0, one.head());
        for (String line : one.above()) {
            put(0, SheetValue.words(line));
            if (row == 0) {
                sheet.style(0, 0).bold().fontSize(TITLE_SIZE).set();
            }
            row++;
        }
        for (int column = 0; column < one.headings().size(); column++) {
            put(column, SheetValue.words(one.headings().get(column)));
            sheet.style(row, column)
                    .bold()
                    .wrapText(true)
                    .verticalAlignment("center")
                    .fillColor(HEAD_COLOUR)
                    .set();
        }
        row++;
    }

    private void body(Sheet one) throws IOException {
        for (var cells : one.rows()) {
            for (int column = 0; column < cells.size(); column++) {
                put(column, SheetValue.of(cells.get(column), one.types().get(column)));
            }
            if (++row % ROWS_AT_ONCE == 0) {
                sheet.flush();
            }
        }
        for (String line : one.below()) {
            put(0, SheetValue.words(line));
            row++;
        }
    }

    private void put(int column, SheetValue value) {
        switch (value) {
            case SheetValue.Quantity(var number) -> sheet.value(row, column, number);
            case SheetValue.Day(var day) -> {
                sheet.value(row, column, day);
                sheet.style(row, column).format(DAY).set();
            }
            case SheetValue.Words(String text, boolean guarded) -> {
                sheet.inlineString(row, column, text);
                if (guarded) {
                    sheet.style(row, column).format(TEXT).set();
                }
            }
            case SheetValue.Nothing _ -> {}
        }
    }
}
