package tw.qiao.platform.cubes;

import org.springframework.http.HttpStatus;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.cubes.ViewReader.Mistake;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** What is wrong with a question, beside the fields of its form and in the words of its page. */
final class CubeFaults {
    private final Page page;
    private final InputErrors errors = InputErrors.none();
    private HttpStatus status = HttpStatus.OK;

    CubeFaults(Page page) {
        this.page = page;
    }

    /** A parameter that cannot be read. */
    void add(Mistake mistake) {
        status = HttpStatus.UNPROCESSABLE_CONTENT;
        errors.add(mistake.field(), page.text("cubes.wrong." + mistake.kind(), mistake.written()));
    }

    /** Why a view has no answer. */
    void add(Problem problem, View view) {
        boolean mistaken = problem.status() == HttpStatus.BAD_REQUEST.value(); // a form comes back with 422
        status = mistaken ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.valueOf(problem.status());
        String words = page.textOr("warehouse.fault." + problem.code(), page.text("cubes.fault"));
        errors.add(field(problem, view), page.textOr("cubes.fault." + problem.code(), words));
    }

    /** The field in which it can be put right; the whole form where there is no single one. */
    private static String field(Problem problem, View view) {
        return switch (problem.code()) {
            case "cube_period", "cube_time" -> "from";
            case "cube_totals" -> "totals";
            case "cube_dimension" ->
                view.column().isPresent()
                        ? "columns"
                        : "rows" + Math.max(0, view.rows().size() - 1);
            default -> "cube-form";
        };
    }

    HttpStatus status() {
        return status;
    }

    InputErrors errors() {
        return errors;
    }
}
