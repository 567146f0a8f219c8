package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.site.Bilingual;

class AnswerReaderTest {
    private final AnswerReader reader =
            new AnswerReader(Clock.fixed(Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC));

    private static Question question(QuestionType type, @Nullable Integer latestDays) {
        var text = new Bilingual("題", "question");
        return new Question(
                "q",
                type,
                text,
                text,
                null,
                List.of(),
                false,
                null,
                1L,
                999_999_999_999L,
                latestDays,
                null,
                null,
                null,
                null,
                null);
    }

    private Reading read(QuestionType type, String typed) {
        return reader.read(question(type, null), Map.of("q", typed));
    }

    private Reading date(@Nullable Integer latestDays, String year, String month, String day) {
        return reader.read(
                question(QuestionType.DATE, latestDays), Map.of("q-year", year, "q-month", month, "q-day", day));
    }

    @ParameterizedTest
    @CsvSource({
        "115,11,21,2026-11-21",
        "2026,11,21,2026-11-21",
        "１１５,１１,２１,2026-11-21",
        "民國115年,11月,21日,2026-11-21",
        "69,2,29,1980-02-29",
        "' 115 ',011,21,''",
        "1,1,1,1912-01-01"
    })
    void readsRocAndWesternYears(String year, String month, String day, String date) {
        assertThat(date(null, year, month, day))
                .isEqualTo(date.isEmpty() ? Reading.wrong("forms.error.date") : new Reading.Given(date));
    }

    @ParameterizedTest
    @CsvSource({
        "115,2,30,forms.error.date.impossible",
        "115,13,1,forms.error.date.impossible",
        "115,,1,forms.error.date.incomplete",
        "0,1,1,forms.error.date",
        "abc,1,1,forms.error.date",
        "99999,1,1,forms.error.date"
    })
    void refusesDaysThatAreNone(String year, @Nullable String month, String day, String key) {
        assertThat(date(null, year, month == null ? "" : month, day)).isEqualTo(Reading.wrong(key));
    }

    @Test
    void countsTheLastDayInTaipei() {
        assertThat(date(0, "2026", "11", "22")).isEqualTo(new Reading.Given("2026-11-22"));
        assertThat(date(0, "2026", "11", "23")).isEqualTo(Reading.wrong("forms.error.date.future"));
        assertThat(date(90, "2027", "3", "1")).isEqualTo(Reading.wrong("forms.error.date.late", 90));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"22500000", "22,500,000", "２２，５００，０００", "NT$22,500,000", "新臺幣 22,500,000 元整", " 22 500 000 "})
    void readsAmountsAsPeopleWriteThem(String typed) {
        assertThat(read(QuestionType.MONEY, typed)).isEqualTo(new Reading.Given("22500000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1.5", "2250萬", "1e9", "99999999999999999999", "0"})
    void refusesAmountsThatAreNone(String typed) {
        assertThat(read(QuestionType.MONEY, typed)).isInstanceOf(Reading.Wrong.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0912-345-678,0912345678",
        "０９１２－３４５－６７８,0912345678",
        "(02) 2345-6789 轉 12,0223456789#12",
        "02-23456789 ext. 12,0223456789#12",
        "+1 415 555 0123,+14155550123"
    })
    void readsTelephoneNumbers(String typed, String number) {
        assertThat(read(QuestionType.PHONE, typed)).isEqualTo(new Reading.Given(number));
    }

    @ParameterizedTest
    @CsvSource({
        "a@b.tw,true",
        "名字@例子.台灣,true",
        "a..b@c.tw,false",
        "a@b,false",
        "a b@c.tw,true",
        "a@b.tw%0d%0aBcc: x@y.tw,false"
    })
    void readsMailAddresses(String typed, boolean good) {
        String text = typed.replace("%0d%0a", "\r\n");
        assertThat(read(QuestionType.EMAIL, text) instanceof Reading.Given).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"04595257,true", "０４５９５２５７,true", "10458575,true", "10458574,true", "04595258,false", "1234567,false"})
    void checksUnifiedNumbers(String typed, boolean good) {
        assertThat(read(QuestionType.UNIFIED_NUMBER, typed) instanceof Reading.Given)
                .isEqualTo(good);
    }

    @Test
    void keepsCharactersOutsideTheBasicPlaneAndCountsThemAsOne() {
        assertThat(read(QuestionType.TEXT, "𠀋" + "𪚥".repeat(199))).isInstanceOf(Reading.Given.class);
        assertThat(read(QuestionType.TEXT, "𠀋".repeat(201))).isEqualTo(Reading.wrong("forms.error.long", 200, 201));
    }

    @Property
    void neverThrowsAndNeverKeepsWhatCannotBeStored(@ForAll String typed) {
        for (QuestionType type : QuestionType.values()) {
            var inputs = new HashMap<String, String>(Map.of("q", typed));
            inputs.put("q-year", typed);
            inputs.put("q-month", typed);
            inputs.put("q-day", typed);
            if (reader.read(question(type, null), inputs) instanceof Reading.Given(String value)) {
                assertThat(tw.qiao.kernel.Text.isClean(value)).isTrue();
                assertThat(value).isNotEmpty();
                AnswerText.shown(question(type, null), value);
            }
        }
    }
}
