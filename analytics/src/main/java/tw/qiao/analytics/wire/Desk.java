package tw.qiao.analytics.wire;

import java.util.List;
import java.util.Map;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Result;

/** Answers what one person asks, after all gates. */
public interface Desk {
    /** The answer; parameters are texts for {@code $1} and so on. */
    Result answer(String statement, List<String> parameters);

    /** The tables that she may ask about, with their columns. */
    Map<String, List<Column>> tables();
}
