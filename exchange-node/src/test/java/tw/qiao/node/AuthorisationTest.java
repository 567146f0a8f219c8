package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.node.Authorisation.Question;
import tw.qiao.node.registry.RegistryIndex;

class AuthorisationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static Grant grant(String id, String template, String field, Duration life) {
        return new Grant(
                id,
                ExchangeFixture.PORTAL,
                ExchangeFixture.PERSONS,
                Set.of("GET"),
                template,
                Set.of("registration"),
                "act-15",
                Set.of(field),
                NOW.minusSeconds(60),
                NOW.plus(life));
    }

    private static Grant grant(String id, String template, String field) {
        return grant(id, template, field, Duration.ofDays(1));
    }

    private static Authorisation.Decision decide(Question question, Grant... grants) {
        var registry = new Registry(1, NOW, NOW.plus(Duration.ofDays(1)), List.of(), List.of(grants));
        return Authorisation.decide(new RegistryIndex(registry), question, NOW);
    }

    private static Question asks(String method, String path) {
        return new Question(ExchangeFixture.PORTAL, ExchangeFixture.PERSONS, method, path, "registration", "act-15");
    }

    private static void assertDenied(Question question, Grant... grants) {
        assertThatThrownBy(() -> decide(question, grants))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo("server.serverproxy.access_denied"));
    }

    @Test
    void letsTheMostSpecificOfOverlappingPathsDecide() {
        var general = grant("a-general", "/{id}/{part}", "name");
        var special = grant("z-special", "/{id}/address", "address");
        var fixed = grant("z-fixed", "/office/{part}", "phone");

        assertThat(decide(asks("GET", "/A1/address"), general, special, fixed).fields())
                .containsExactly("address");
        assertThat(decide(asks("GET", "/office/address"), general, special, fixed)
                        .fields())
                .containsExactly("phone");
        assertThat(decide(asks("GET", "/A1/births"), general, special, fixed).fields())
                .containsExactly("name");
    }

    @Test
    void letsTheFirstByIdDecideWhereTwoPathsAreEquallySpecific() {
        var one = grant("a", "/{id}", "name");
        var other = grant("b", "/{number}", "address");

        assertThat(decide(asks("GET", "/A1"), other, one).grantId()).isEqualTo("a");
    }

    @Test
    void fallsBackOnTheGeneralGrantWhenTheSpecificOneHasEnded() {
        var general = grant("general", "/{id}", "name");
        var ended = grant("ended", "/A1", "address", Duration.ofSeconds(-1));

        assertThat(decide(asks("GET", "/A1"), general, ended).grantId()).isEqualTo("general");
    }

    @Test
    void deniesAGrantFromTheVeryMomentAtWhichItEnds() {
        assertThat(decide(asks("GET", "/A1"), grant("g", "/{id}", "name", Duration.ofMillis(1)))
                        .grantId())
                .isEqualTo("g");
        assertDenied(asks("GET", "/A1"), grant("g", "/{id}", "name", Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "POST", "GETS", ""})
    void deniesAnyOtherSpellingOfAMethod(String method) {
        assertDenied(asks(method, "/A1"), grant("g", "/{id}", "name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/A1", "/A1/b", "/fixed", "/fixed/b/c", "/fixed/b/", "fixed/b"})
    void deniesAPathWithMoreOrFewerSegments(String path) {
        assertDenied(asks("GET", path), grant("g", "/fixed/{id}", "name"));
    }

    @Test
    void deniesWhatNoGrantAllows() {
        assertDenied(asks("GET", "/A1"));
    }
}
