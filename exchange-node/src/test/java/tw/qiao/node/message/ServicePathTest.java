package tw.qiao.node.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

class ServicePathTest {
    @Test
    void readsTheFiveIdentifiersAndTheRest() {
        var path = ServicePath.parse("/r1/TW/GOV/RIS/household/persons/A123456789");

        assertThat(path).isEqualTo(new ServicePath("TW/GOV/RIS", "household", "persons", List.of("A123456789")));
        assertThat(path.serviceId()).isEqualTo("TW/GOV/RIS/household/persons");
        assertThat(path.remainder()).isEqualTo("/A123456789");
    }

    @Test
    void hasOneFormForEquivalentPaths() {
        var path = ServicePath.parse("/r1/TW/GOV/%52IS/household/persons/%e8%87%ba%41");

        assertThat(path.canonical()).isEqualTo("/r1/TW/GOV/RIS/household/persons/%E8%87%BAA");
        assertThat(ServicePath.parse(path.canonical())).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/r1/TW/GOV/RIS/household/persons/a%2fb",
                "/r1/TW/GOV/RIS/household/persons/a%5cb",
                "/r1/TW/GOV/RIS/household/persons/a\\b",
                "/r1/TW/GOV/RIS/household/persons/a%00",
                "/r1/TW/GOV/RIS/household/persons/../statuses",
                "/r1/TW/GOV/RIS/household/persons/%2e%2e/statuses",
                "/r1/TW/GOV/RIS/household/persons/.%2E",
                "/r1/TW/GOV/RIS/household/persons/%252e%252e",
                "/r1/TW/GOV/RIS/household/persons/.",
                "/r1/TW/GOV/RIS/household/persons//A1",
                "/r1/TW/GOV/RIS/household/persons/",
                "/r1/TW/GOV/RIS/household/persons/A1;x=1",
                "/r1/TW/GOV/RIS/household/persons/A1%3Bx",
                "/r1/TW/GOV/RIS/household/persons/%c0%ae%c0%ae",
                "/r1/TW/GOV/RIS/household/persons/%ff",
                "/r1/TW/GOV/RIS/household/persons/%ed%a0%80",
                "/r1/TW/GOV/RIS/household/persons/%4",
                "/r1/TW/GOV/RIS/household/persons/%zz",
                "/r1/TW/GOV/RIS/household/persons/e%cc%81",
                "/r1/TW/GOV/RIS/household/persons/a b",
                "/r1/TW/GOV/RIS/household/persons/\u81fa",
                "/r1/TW/GOV/RIS/house%20hold/persons/A1",
                "/r1/TW/GOV/\uff32IS/household/persons/A1",
                "/r1/TW/GOV/RIS/household",
                "/r1",
                "r1/TW/GOV/RIS/household/persons",
                "*"
            })
    void refusesPathsThatTwoReadersMayUnderstandDifferently(String raw) {
        assertThatThrownBy(() -> ServicePath.parse(raw))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("client.invalid_request"));
    }

    @Test
    void refusesAnotherVersionOfTheProtocol() {
        assertThatThrownBy(() -> ServicePath.parse("/r2/TW/GOV/RIS/household/persons"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo("client.invalid_protocol_version"));
    }

    @Test
    void refusesAVeryLongPath() {
        assertThatThrownBy(() -> ServicePath.parse("/r1/TW/GOV/RIS/household/persons/" + "a".repeat(2048)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesAQueryNameThatComesTwice() {
        assertThatThrownBy(() -> RequestQuery.parse("fields=a&fields=b")).isInstanceOf(Problem.class);
        assertThat(RequestQuery.parse("fields=a%2Cb&x=%E8%87%BA").canonical()).isEqualTo("fields=a,b&x=%E8%87%BA");
    }
}
