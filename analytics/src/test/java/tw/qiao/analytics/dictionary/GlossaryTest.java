package tw.qiao.analytics.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlossaryTest {
    @Test
    void everyTermSaysWhatItMeansAndWhichColumnsHoldIt() {
        assertThat(Glossary.terms()).isNotEmpty().allSatisfy(term -> {
            assertThat(term.chineseDefinition()).isNotBlank();
            assertThat(term.englishDefinition()).isNotBlank();
            assertThat(term.columns()).isNotEmpty().allSatisfy(place -> {
                int point = place.indexOf('.');
                assertThat(Dictionary.table(place.substring(0, point)).columns())
                        .extracting(Column::name)
                        .contains(place.substring(point + 1));
            });
        });
    }

    @ParameterizedTest
    @CsvSource({"出生登記, 出生數", "台北縣, 鄉鎮市區", "臺北縣, 鄉鎮市區", "Ａ１類, A1類交通事故", "TAX RETURN, 納稅單位"})
    void findsTermsInEitherLanguageHoweverTheyAreWritten(String words, String term) {
        assertThat(Glossary.find(words)).extracting(Term::chinese).containsExactly(term);
    }

    @Test
    void findsNothingForNothing() {
        assertThat(Glossary.find(" ")).isEmpty();
    }
}
