package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tw.qiao.kernel.RocDate;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/**
 * What a person chose to see on a board.
 *
 * @param years what there was to choose from, the newest first
 * @param place the code of a place
 */
record Choice(Measure measure, String year, List<String> years, String place) {
    /**
     * Reads an address's parameters; whatever is missing is what the board begins with, whatever is wrong is an error
     * too.
     */
    static Choice read(Map<String, String> parameters, Board board, List<String> years, Page page, InputErrors errors) {
        var reader = new Reader(parameters, page, errors);
        return new Choice(
                reader.read(
                        "measure",
                        board.measures().getFirst(),
                        name -> board.measures().stream()
                                .filter(measure -> measure.name().equals(name))
                                .findFirst()),
                reader.read("time", years.getFirst(), text -> year(text).filter(years::contains)),
                years,
                reader.read("place", board.root(), code -> Optional.of(code).filter(board::covers)));
    }

    /** A year as {@code 2024} or, by the ROC calendar, {@code 113}. */
    private static Optional<String> year(String text) {
        return text.matches("\\d{1,4}")
                ? Optional.of(Integer.toString(RocDate.westernYear(Integer.parseInt(text))))
                : Optional.empty();
    }

    /** The year before, if the board has it. */
    Optional<String> yearBefore() {
        String before = Integer.toString(Integer.parseInt(year) - 1);
        return Optional.of(before).filter(years::contains);
    }

    /** Takes parameters one by one and notes which are wrong. */
    private record Reader(Map<String, String> parameters, Page page, InputErrors errors) {
        <T> T read(String name, T usual, Function<String, Optional<T>> parser) {
            String text = Text.typed(parameters.getOrDefault(name, ""));
            if (text.isEmpty()) {
                return usual;
            }
            Optional<T> value = parser.apply(text);
            if (value.isEmpty()) {
                errors.add(name, page.text("dashboards.error." + name));
            }
            return value.orElse(usual);
        }
    }
}
