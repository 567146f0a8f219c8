package tw.qiao.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2024, 2024",
        "113, 2024",
        "99, 2010",
        "1, 1912",
        "民國113年, 2024",
        "１１３, 2024",
        "2024-04, 2024-04",
        "113-4, 2024-04",
        "113/04, 2024-04",
        "113年4月, 2024-04",
        "西元2024年12月, 2024-12"
    })
    void aYearOrMonthOfTheRepublicIsTheWesternOne(String written, String western) {
        assertThat(RocDate.western(written)).contains(western);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "去年",
                "2024-13",
                "113-00",
                "0",
                "11304",
                "2024-04-01",
                "113-",
                "-5",
                "20245",
                "西元113年",
                "民國9999年"
            })
    void whatIsNeitherYearNorMonthIsNone(String written) {
        assertThat(RocDate.western(written)).isEmpty();
    }
}
