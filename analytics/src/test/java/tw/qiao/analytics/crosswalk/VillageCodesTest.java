package tw.qiao.analytics.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.analytics.crosswalk.VillageChange.Kind;

class VillageCodesTest {
    private static final VillageCodes CODES = VillageCodes.shipped();

    @ParameterizedTest
    @CsvSource({
        // 臺南市新營區 好平、延平、永生 became 永平 in 2018-04
        "67000010004, 2016-06-30, 67000010004",
        "67000010004, 2018-03-31, 67000010004",
        "67000010004, 2018-04-01, 67000010030",
        "67000010006, 2024-12-31, 67000010030",
        // 臺南市北門區 永華 became part of 永隆 in 2018-01
        "67000170012, 2019-01-01, 67000170013",
        // the files of three months name two villages of 桃園市 by codes of 桃園縣
        "68000060011, 2017-10-01, 10003060011",
        "10003060011, 2018-01-01, 68000060011",
        "10003010001, 2020-01-01, 68000010001",
        // 桃園市桃園區 大業 was part of 大興 until 2018-03
        "68000010078, 2017-01-01, 68000010046",
        "68000010046, 2020-01-01, 68000010046",
        "65000010-001, 2014-04-01, 65000010001"
    })
    void translatesACodeToAnotherDate(String code, LocalDate date, String then) {
        assertThat(CODES.at(code, date)).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        // 永平 was three villages
        "67000010030, 2016-06-30",
        // nobody published where the people of 屏東市's villages of 2021 went
        "10013010002, 2024-01-01",
        "99999999999, 2020-01-01",
        "'', 2020-01-01"
    })
    void saysNothingWhereTheAnswerIsSeveralOrUnknown(String code, LocalDate date) {
        assertThat(CODES.at(code, date)).isNull();
    }

    @Test
    void saysWhatHappenedToAVillage() {
        assertThat(CODES.changes("67000010030"))
                .extracting(VillageChange::from)
                .containsExactly("67000010004", "67000010005", "67000010006");
        assertThat(CODES.changes("68000010078")).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.SPLIT);
            assertThat(change.share()).isBetween(0.45, 0.55);
        });
    }

    @Test
    void sharesOfAVillageThatIsGoneMakeAWhole() {
        var shares = new HashMap<String, Double>();
        CODES.validities().stream()
                .map(VillageCodes.Validity::code)
                .distinct()
                .flatMap(code -> CODES.changes(code).stream()
                        .filter(change -> change.from().equals(code) && change.kind() != Kind.SPLIT))
                .forEach(change -> shares.merge(change.from() + change.month(), change.share(), Double::sum));

        assertThat(shares)
                .isNotEmpty()
                .allSatisfy((_, share) -> assertThat(share).isBetween(0.999, 1.001));
    }

    @Test
    void everyCodeHasElevenDigitsAndEndsAfterItBegins() {
        assertThat(CODES.validities()).hasSizeGreaterThan(7_900).allSatisfy(validity -> {
            assertThat(validity.code()).matches("\\d{11}");
            assertThat(validity.to()).isAfterOrEqualTo(validity.from());
        });
        assertThat(CODES.validities().stream()
                        .filter(validity -> validity.holds(LocalDate.of(2014, 4, 15)))
                        .collect(Collectors.toSet()))
                .hasSize(7_848);
    }
}
