package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;

/** The open data that an agency of the demo offers, and the feed by which its warehouse asks for them. */
class OfferedDataTest {
    private static final Path OFFERED = Path.of("..", "data", "exchange");

    @Test
    void theFeedAsksForAServiceThatTheAgencyOffersUnderItsGrant() {
        Feed feed = Feeds.in(OFFERED.resolve("township_population.yaml"));
        var asked = feed.fetch().exchange().orElseThrow();

        Party agency = Party.ALL.stream()
                .filter(party -> party.member().equals(asked.member()))
                .findFirst()
                .orElseThrow();
        Party.Service service = agency.services().stream()
                .filter(one -> one.code().equals(asked.service()))
                .findFirst()
                .orElseThrow();
        assertThat(asked.subsystem()).isEqualTo(agency.subsystem());
        assertThat(asked.purpose()).isEqualTo(service.use().purpose);
        assertThat(asked.basis()).isEqualTo(service.use().basis);
        assertThat(feed.table().columns().stream().map(column -> column.name())).containsAll(service.fields());
    }

    @Test
    void thePeriodsOnOfferAreThoseOfTheFile() throws IOException {
        List<String> batches = Feeds.in(OFFERED.resolve("township_population.yaml"))
                .fetch()
                .exchange()
                .orElseThrow()
                .batches();

        try (var lines = Files.lines(OFFERED.resolve("township_population.csv"))) {
            assertThat(lines.skip(1).map(line -> line.substring(0, 7)).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(batches);
        }
    }
}
