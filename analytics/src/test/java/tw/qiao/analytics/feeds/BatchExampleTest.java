package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BatchExampleTest {
    @Test
    void isANameThatTheFeedTakes() {
        assertThat(BatchExample.of(Pattern.compile("(\\d{4})"))).contains("2024");
        assertThat(BatchExample.of(Pattern.compile("(\\d{4}-\\d{2})"))).contains("2024-01");
        assertThat(BatchExample.of(Pattern.compile("(\\d{5})"))).contains("11301");
        assertThat(BatchExample.of(Pattern.compile("(h3_population_res7)"))).contains("h3_population_res7");
        assertThat(BatchExample.of(Pattern.compile("([a-z]+|x)"))).isEmpty();
    }

    @Test
    void everyShippedFeedThatGoesByNamesHasOne() {
        for (String name : Feeds.NAMES) {
            Feed feed = Feeds.named(name);
            if (feed.isMisnamed("some file.csv")) {
                assertThat(feed.isMisnamed(feed.properName("some file.csv")))
                        .as(name)
                        .isFalse();
                assertThat(feed.properName("some file.csv")).endsWith(".csv").doesNotContain("\\", "(");
            }
        }
    }
}
