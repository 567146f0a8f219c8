package tw.qiao.analytics.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;

class ArrayParametersTest {
    @Test
    void makesEachElementAParameterOnceHoweverOftenTheArrayIsUsed() {
        var expanded = ArrayParameters.expand(
                "select 'x = any($1)' where a = any($1) or b <> all($1::int[]) and c >= $2", given("{1,NULL}", "5"));

        assertThat(expanded.statement())
                .isEqualTo("select 'x = any($1)' where a in ($3, $4) or b not in ($3, $4) and c >= $2");
        assertThat(expanded.values())
                .containsExactly(Optional.empty(), Optional.of("5"), Optional.of("1"), Optional.empty());
    }

    @Test
    void leavesOtherComparisonsToTheEngine() {
        String statement = "select 1 where a >= any($1)";

        assertThat(ArrayParameters.expand(statement, given("{1}")).statement()).isEqualTo(statement);
    }

    @Test
    void refusesMoreElementsThanAStatementCanHave() {
        String many = "{" + String.join(",", Collections.nCopies(3_000, "1")) + "}";

        assertThatThrownBy(() -> ArrayParameters.expand("select 1 where a = any($1) or b = any($1)", given(many)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("4000 elements");
    }

    private static List<Optional<String>> given(String... values) {
        return List.of(values).stream().map(Optional::of).toList();
    }
}
