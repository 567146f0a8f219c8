package tw.qiao.analytics.egress;

import java.util.ArrayList;
import java.util.List;

/** A result as the sheets of a workbook: its rows, and from what they were made. */
public final class AnswerSheets {
    private AnswerSheets() {}

    /** Both sheets of {@code result}. */
    public static List<Sheet> of(Result result) {
        var answer = new Sheet("結果 Result", List.of(), result.columns(), result.types(), result.rows(), List.of());
        var pairs = new ArrayList<List<String>>();
        result.provenance().tables().forEach(table -> pairs.add(List.of("資料表與版本 Table and snapshot", table)));
        pairs.add(List.of("查詢雜湊 SHA-256 of the query", result.provenance().statement()));
        return List.of(answer, Sheet.pairs("出處 Provenance", List.of("項目 Item", "內容 Content"), pairs));
    }
}
