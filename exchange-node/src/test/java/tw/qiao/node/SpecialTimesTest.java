package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanges at moments that programs are known to count wrongly. */
class SpecialTimesTest {
    private static final String REST = "/A123456789?fields=name";
    private static final Duration LONG = Duration.ofDays(40 * 365);

    private ExchangeFixture exchange;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder);
        exchange.grants.clear();
        exchange.grants.add(ExchangeFixture.grant("g-persons", "/{national_id}", LONG.negated(), LONG));
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    private int status() {
        return exchange.askPerson(REST).statusCode();
    }

    /** The end of 32-bit seconds, signed and unsigned by NTP's era, and a leap day. */
    @ParameterizedTest
    @CsvSource({
        "2038-01-19T03:14:07Z, 2038-01-19T03:14:08Z",
        "2036-02-07T06:28:15Z, 2036-02-07T06:28:16Z",
        "2028-02-28T23:59:59Z, 2028-02-29T00:00:00Z"
    })
    void goesOnOverTheEnd(Instant before, Instant after) {
        exchange.clock.set(before);
        exchange.startAll();
        String gxId = exchange.newId();
        var first = exchange.askPerson(gxId, REST);
        exchange.clock.set(after);

        var again = exchange.askPerson(gxId, REST);
        int entries = exchange.entries("RIS");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(status()).isEqualTo(200);
        assertThat(exchange.entries("RIS")).isEqualTo(entries + 2);
        assertThat(ExchangeFixture.json(exchange.ask("/evidence/" + gxId)).path("missing"))
                .isEmpty();
    }

    @Test
    void goesOnWhenALeapSecondIsToldAsTheSameSecondAgain() {
        exchange.clock.set(Instant.parse("2016-12-31T23:59:59.900Z"));
        exchange.startAll();
        String gxId = exchange.newId();
        var first = exchange.askPerson(gxId, REST);
        exchange.clock.set(Instant.parse("2016-12-31T23:59:59Z"));
        int entries = exchange.entries("RIS");

        var again = exchange.askPerson(gxId, REST);
        int unchanged = exchange.entries("RIS");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(unchanged).isEqualTo(entries);
        assertThat(status()).isEqualTo(200);
    }
}
