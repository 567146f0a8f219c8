package tw.qiao.analytics.vitalevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TownshipsTest {
    private final Townships townships = Townships.read(Path.of("../data/boundaries/townships.csv"));

    @ParameterizedTest
    @CsvSource({
        "桃園縣中壢市, 68000020",
        "桃園縣大園鄉, 68000060",
        "彰化縣員林鎮, 10007100",
        "苗栗縣頭份鎮, 10005050",
        "高雄市三民一, 64000050",
        "高雄市鳳山二, 64000120",
        "嘉義市東　區, 10020010",
        "臺中市中 區, 66000010",
        "台東縣成功鎮, 10014020"
    })
    void findsATownshipByAnyNameItHad(String raw, String code) {
        assertThat(townships.named(raw).orElseThrow().code()).isEqualTo(code);
    }

    @Test
    void doesNotInventATownship() {
        assertThat(townships.named("桃園縣無此鄉")).isEmpty();
    }

    @Test
    void callsTheVillagesOfTaoyuanAsTheyAreCalledSinceTheUpgrade() {
        assertThat(townships.village("桃園縣大園鄉", "後厝村")).isEqualTo("後厝里");
        assertThat(townships.village("連江縣南竿鄉", "仁愛村")).isEqualTo("仁愛村");
    }

    @Test
    void readsEveryLayoutOfTheEvents() {
        var plain = VillageEvents.parse("10305,連江縣南竿鄉,介壽村,8,3,5,1,1,0,2,1,").orElseThrow();
        var padded = VillageEvents.parse("\"10701\",\"65000010001   \",新北市板橋區,留侯里,8,3,5,1,1,0,2,1")
                .orElseThrow();
        var late = VillageEvents.parse("11101,65000010001,新北市板橋區,留侯里,8,3,5,1,1,0,2,3,1,2,1,1,0,1")
                .orElseThrow();

        assertThat(plain.birthsFemale()).isEqualTo(5);
        assertThat(plain.sameSex()).isEmpty();
        assertThat(padded)
                .isEqualTo(new VillageEvents(
                        java.time.YearMonth.of(2018, 1),
                        "新北市板橋區",
                        "留侯里",
                        3,
                        5,
                        1,
                        0,
                        2,
                        1,
                        java.util.Optional.empty(),
                        true));
        assertThat(late.marriages()).isEqualTo(5);
        assertThat(late.divorces()).isEqualTo(2);
        assertThat(VillageEvents.parse("statistic_yyymm,site_id,village")).isEmpty();
    }

    @Test
    void refusesALayoutItDoesNotKnow() {
        assertThatThrownBy(() -> VillageEvents.parse("11401,65000010001,新北市板橋區,留侯里,1,2,3"))
                .hasMessageContaining("Expected 8 or 14 counts");
    }
}
