package tw.qiao.platform.mydata;

import java.util.List;
import java.util.Map;

/** What an agency said about a data item. */
public sealed interface FetchOutcome {
    /** The data item. */
    String item();

    /** The agency answered; each row has the item's columns and no others, as text. */
    record Found(String item, List<Map<String, String>> rows, Provenance provenance) implements FetchOutcome {
        public Found {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The agency has nothing that may be used.
     *
     * @param code {@code nothing}, or {@code not-yours} when the answer is about somebody else
     */
    record Absent(String item, String code) implements FetchOutcome {}

    /**
     * The agency did not answer; the consent can be used again while it lives.
     *
     * @param code what the exchange said
     */
    record Unavailable(String item, String code) implements FetchOutcome {}
}
