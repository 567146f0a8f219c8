package tw.qiao.analytics.intake;

import java.nio.file.Path;
import java.util.List;
import tw.qiao.kernel.Problem;

/** What to say about the sheets of a workbook. */
final class Sheets {
    private Sheets() {}

    /** A problem {@code intake_sheet}: it has not the one sheet that was asked for, or several and none was. */
    static Problem unclear(Path path, String name, List<String> names) {
        String all = String.join(", ", names);
        return Problem.invalid(
                "intake_sheet",
                name.isEmpty()
                        ? path + " has the sheets " + all
                                + "; name the one to read at 'sheet' in the feed 請在 feed 以 sheet 指定工作表"
                        : path + " has no sheet " + name + ", only " + all + " 找不到指定的工作表");
    }
}
