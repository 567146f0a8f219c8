package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.RowFilter;
import tw.qiao.kernel.registry.RowFilter.Condition;
import tw.qiao.kernel.registry.RowFilter.OfCaller;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowFilterTest {
    private static final String DENIED = "server.serverproxy.access_denied";

    private ExchangeFixture exchange;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder);
        exchange.grants.clear();
        exchange.grants.add(grant("in-households", "persons", rows("household_no", "77", "78")));
        exchange.grants.add(grant("one-of-household", "households", rows("national_id", "C120000004")));
        exchange.grants.add(grant("unknown-column", "persons", rows("shoe_size", "43")));
        exchange.grants.add(grant("no-such-number", "persons", rows("household_no", "many")));
        exchange.grants.add(grant("callers-rows", "persons", ofCaller("name")));
        exchange.grants.add(grant("usage", "findUsage", rows("national_id", "A123456789")));
        exchange.startAll();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    private static RowFilter rows(String column, String... values) {
        return new RowFilter(List.of(new Condition(column, List.of(values), Optional.empty())));
    }

    private static RowFilter ofCaller(String column) {
        return new RowFilter(List.of(new Condition(column, List.of(), Optional.of(OfCaller.MEMBER_CODE))));
    }

    private static Grant grant(String purpose, String service, RowFilter rows) {
        var now = Instant.now();
        return new Grant(
                        purpose,
                        ExchangeFixture.PORTAL,
                        "TW/GOV/RIS/household/" + service,
                        Set.of("GET"),
                        service.equals("findUsage") ? "" : "/{key}",
                        Set.of(purpose),
                        "act-15",
                        Set.of("national_id", "name"),
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(1)))
                .with(rows);
    }

    private String[] headers(String purpose) {
        return new String[] {"X-Road-Client", ExchangeFixture.PORTAL, "Gx-Purpose", purpose, "Gx-Basis", "act-15"};
    }

    private String body(String purpose, String path) {
        return exchange.ask("/r1/TW/GOV/RIS/household/" + path, headers(purpose))
                .body();
    }

    private String code(String purpose, String path) {
        return ExchangeFixture.code(exchange.ask("/r1/TW/GOV/RIS/household/" + path, headers(purpose)));
    }

    @Test
    void tellsOnlyTheRowsThatTheGrantOpens() {
        assertThat(body("in-households", "persons/C120000004?fields=name")).isEqualTo("{\"data\":[{\"name\":\"陳父\"}]}");
        assertThat(body("in-households", "persons/A123456789?fields=name")).isEqualTo("{\"data\":[]}");
    }

    @Test
    void filtersByAColumnThatIsNotTold() {
        assertThat(body("one-of-household", "households/77?fields=name")).isEqualTo("{\"data\":[{\"name\":\"陳父\"}]}");
    }

    @Test
    void filtersByTheCallersOwnCode() {
        assertThat(body("callers-rows", "persons/A123456789?fields=name")).isEqualTo("{\"data\":[]}");
    }

    @Test
    void refusesRatherThanTellingAllRowsWhereTheFilterDoesNotFit() {
        assertThat(code("unknown-column", "persons/A123456789")).isEqualTo(DENIED);
        assertThat(code("no-such-number", "persons/A123456789")).isEqualTo(DENIED);
    }

    @Test
    void refusesSomeRowsOfAServiceThatCannotTellRowsApart() {
        assertThat(code("usage", "findUsage?subject=A123456789")).isEqualTo(DENIED);
    }

    @Test
    void refusesAHeaderThatOverridesTheMethod() {
        for (String name : List.of("X-HTTP-Method-Override", "X-Method-Override")) {
            var headers = new ArrayList<>(List.of(headers("in-households")));
            headers.addAll(List.of(name, "DELETE"));

            var answer = exchange.ask("/r1/TW/GOV/RIS/household/persons/C120000004", headers.toArray(String[]::new));

            assertThat(ExchangeFixture.code(answer)).isEqualTo("client.invalid_request");
        }
    }
}
