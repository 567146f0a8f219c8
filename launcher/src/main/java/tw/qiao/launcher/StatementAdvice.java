package tw.qiao.launcher;

import java.util.List;
import tw.qiao.analytics.query.NearNames;
import tw.qiao.kernel.Problem;

/** Says in both languages what to do about a statement in which a name is wrong. */
final class StatementAdvice {
    private StatementAdvice() {}

    /** The same problem, with advice where there is any. */
    static Problem about(Problem problem) {
        if (!NearNames.isMissedBy(problem.code())) {
            return problem;
        }
        List<String> near = NearNames.in(String.valueOf(problem.getMessage()));
        String names = String.join(", ", near);
        return Problem.of(
                problem.code(),
                problem.status(),
                problem.retryable(),
                "名稱或用法錯誤：以 ./qiao warehouse tables 查看資料表，加上表名查看其欄位"
                        + (near.isEmpty() ? "" : "；相近的名稱：" + names)
                        + "。A name or its use is wrong: ./qiao warehouse tables lists the tables, and with a table's name its"
                        + " columns"
                        + (near.isEmpty() ? "" : "; names that come near: " + names)
                        + ". "
                        + problem.getMessage());
    }
}
