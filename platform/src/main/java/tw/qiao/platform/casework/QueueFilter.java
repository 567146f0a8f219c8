package tw.qiao.platform.casework;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Which cases an officer looks at.
 *
 * @param state empty for all
 * @param query a receipt number, a name or a part of the subject; empty for all
 * @param page from 1
 */
public record QueueFilter(View view, String state, Sort sort, String query, int page) {
    /** The parts of the queue. */
    public enum View {
        /** Nobody handles them yet (待認領). */
        UNASSIGNED,
        /** The officer handles them (我的案件). */
        MINE,
        /** All that are not finished (辦理中). */
        OPEN,
        /** Finished (已結案). */
        DONE;

        /** The word for it in addresses and message keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static View of(String word) {
            return Arrays.stream(values())
                    .filter(view -> view.word().equals(word))
                    .findFirst()
                    .orElse(UNASSIGNED);
        }
    }

    /** The order of the queue. */
    public enum Sort {
        /** The most urgent first. */
        DUE,
        /** The newest first. */
        NEWEST,
        /** By receipt number. */
        RECEIPT;

        /** The word for it in addresses and message keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Sort of(String word) {
            return Arrays.stream(values())
                    .filter(sort -> sort.word().equals(word))
                    .findFirst()
                    .orElse(DUE);
        }
    }

    /** The address of the same cases in another part of the queue. */
    public String path(View view) {
        return "/desk?view=" + view.word() + "&sort=" + sort.word();
    }

    /** The address of another page of the same cases, without the page's number. */
    public String pagePath() {
        return path(view) + "&state=" + encoded(state) + "&query=" + encoded(query) + "&page=";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
