package tw.qiao.platform.forms;

import java.util.List;
import tw.qiao.platform.mydata.DataItem;

/**
 * A line of the page that says what agencies answered.
 *
 * @param state {@code found}, {@code absent}, {@code unavailable} or {@code own}
 * @param code why there is nothing; empty otherwise
 * @param numbers the questions with the numbers that the agency was asked with, where one of them may be wrong
 */
public record DataOutcomeView(DataItem item, String state, String code, List<Question> numbers) {
    public DataOutcomeView {
        numbers = List.copyOf(numbers);
    }
}
