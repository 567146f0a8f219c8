package tw.qiao.analytics.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Result;

/** Answers what one person asks, after all gates. */
public interface Desk {
    /** The first rows of the answer; parameters are texts for {@code $1} and so on. */
    Result answer(String statement, List<String> parameters);

    /** All rows of the answer in parts, each with the same columns; the stream is to be closed. */
    Stream<Result> whole(String statement, List<String> parameters);

    /** The tables that she may ask about, with those of their columns that she may see. */
    Map<String, TableDescription> tables();
}
