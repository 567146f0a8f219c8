package tw.qiao.analytics.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    @Test
    void writesNullForAParameterWithoutAValueAndNumbersTheOthersAnew() {
        var bound = Placeholders.bind(
                "select $1, '$2', $2::int, $3 || $1 where a = $12",
                List.of(Optional.of("a"), Optional.empty(), Optional.of("c")));

        assertThat(bound.statement()).isEqualTo("select $1, '$2', null::int, $2 || $1 where a = $12");
        assertThat(bound.parameters()).containsExactly("a", "c");
    }

    @Test
    void findsNoPlacesInTextsNamesAndComments() {
        String statement = "select \"it's $1\", $2 /* isn't $1 */ from a -- $1 won't\n where b = 'it''s $4' and c = $3";

        assertThat(Placeholders.count(statement)).isEqualTo(3);
        assertThat(Placeholders.bind(statement, List.of(Optional.empty(), Optional.of("b"), Optional.empty()))
                        .statement())
                .isEqualTo(statement.replace("$2", "$1").replace("$3", "null"));
    }

    @Test
    void leavesAStatementAsItIsWhoseParametersAllHaveValues() {
        assertThat(Placeholders.bind("select $1", List.of(Optional.of("")))).satisfies(bound -> {
            assertThat(bound.statement()).isEqualTo("select $1");
            assertThat(bound.parameters()).containsExactly("");
        });
    }

    @Test
    void partsStatementsAtSemicolonsThatAreNotWithinTextsNamesOrComments() {
        assertThat(Placeholders.statements("set a = ';'; select \";\" -- one; two\n from t /* ; */;; "))
                .containsExactly("set a = ';'", " select \";\" -- one; two\n from t /* ; */");
        assertThat(Placeholders.statements(" ; ")).isEmpty();
    }
}
