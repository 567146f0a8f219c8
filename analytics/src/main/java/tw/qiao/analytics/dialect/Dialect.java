package tw.qiao.analytics.dialect;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an engine says otherwise than DuckDB; {@link Translation} writes the rest, which engines say alike. */
public interface Dialect {
    /** The engine's name. */
    String engine();

    /** A text as a literal. */
    String literal(String text);

    /** The rows to give, each part either empty or a number. */
    String page(String limit, String offset);

    /** Whether it knows GROUP BY ALL, ORDER BY ALL, {@code * EXCEPT} and semi joins. */
    boolean knowsShorthands();

    /** Whether {@code try_cast} finds the same texts to be no numbers. */
    boolean triesCastsAlike();

    /** The functions that mean the same, with what they are called here. */
    Map<String, String> functions();

    /** A call of any other function or operator; a part of a date is called as a function. */
    String call(Call call);

    /**
     * A value as a text.
     *
     * @param value what its SQL is
     * @param node what the tree says of it
     */
    String text(String value, JsonNode node);

    /** A value as a whole number of a type, rounded as DuckDB rounds; {@code attempt} where it may fail. */
    String whole(String value, JsonNode node, String type, boolean attempt);
}
