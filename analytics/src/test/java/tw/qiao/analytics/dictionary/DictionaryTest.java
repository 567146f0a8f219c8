package tw.qiao.analytics.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {
    private static final String START = "table: births\nversion: 1\nchinese: 出生\nenglish: Births\nsource: 內政部\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daytime_population_h3",
                "daytime_population_h3_demographics",
                "education_by_village",
                "income_tax_by_village",
                "population_by_age_2015_05",
                "population_by_village",
                "taipei_crime_points",
                "traffic_accidents_fatal",
                "vital_events_by_village",
            })
    void everyColumnHasItsNamesAndEveryCodeListIsThere(String name) {
        TableDescription table = Dictionary.table(name);

        assertThat(table.name()).isEqualTo(name);
        assertThat(table.key()).isNotEmpty();
        assertThat(table.source()).contains("政府資料開放授權條款");
        assertThat(table.columns()).allSatisfy(column -> {
            assertThat(column.chinese()).isNotBlank();
            assertThat(column.english()).isNotBlank();
            column.codes()
                    .ifPresent(list -> assertThat(CodeList.named(list).codes()).isNotEmpty());
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`columns:\\n  - {name: n, chinese: 數, english: N, type: number}`, columns 1 (n): A type is text",
                "`columns:\\n  - {name: n, english: N, type: text}`, columns 1 (n) needs the text chinese",
                "`columns:\\n  - {name: N, chinese: 數, english: N, type: text}`, columns 1 (N): a name is of a-z",
                "`columns:\\n  - {name: n, chinese: 數, english: N, type: text, uint: 人}`, says uint",
                "`columns:\\n  - {name: n, chinese: 數, english: N, type: text, key: 1}`, needs true or false at key",
                "`columns:\\n  - {name: n, chinese: 數, english: N, type: text, personal: very}`, says very; known are none",
                "`columns:\\n  - {name: batch, chinese: 批, english: B, type: text}`, batch is there twice",
                "`sort: [m]\\ncolumns:\\n  - {name: n, chinese: 數, english: N, type: text}`, sort names m",
                "`columns: {}`, needs a list at columns",
                "`columns: [`, is not YAML",
            })
    void saysWhereADescriptionIsWrong(String rest, String message) {
        assertThatThrownBy(() -> Dictionary.read(read(START + rest.replace("\\n", "\n"))))
                .hasMessageContaining("births.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aCodeMeansWhatItMeantOnTheDay() {
        var until = LocalDate.of(2014, 12, 24);
        var list = new CodeList(
                "county",
                List.of(
                        new CodeList.Code("10003", "桃園縣", "Taoyuan County", Optional.empty(), Optional.of(until)),
                        new CodeList.Code(
                                "68000", "桃園市", "Taoyuan City", Optional.of(until.plusDays(1)), Optional.empty())));

        assertThat(list.meaning("10003", until)).isPresent();
        assertThat(list.meaning("10003", until.plusDays(1))).isEmpty();
        assertThat(list.meaning("68000", until.plusDays(1))).isPresent();
    }

    private static Declaration read(String yaml) {
        return Declaration.read("births.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
