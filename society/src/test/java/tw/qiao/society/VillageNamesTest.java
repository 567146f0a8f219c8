package tw.qiao.society;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VillageNamesTest {
    private final VillageNames names = new VillageNames();

    @Test
    void findsAVillageThatIsSpeltInAnotherWay() {
        names.add("1", "臺北市大安區", "群賢里");
        names.add("2", "苗栗縣頭份市", "流東里");
        names.add("3", "新北市中和區", "瓦磘里");
        names.add("4", "高雄市三民區", "鼎金里");

        assertThat(names.find("台北市大安區", "羣賢里")).isEqualTo("1");
        assertThat(names.find("苗栗縣頭份鎮", "流 東里")).isEqualTo("2");
        assertThat(names.find("新北市中和區", "瓦\uDBBF\uDFA8里")).isEqualTo("3");
        assertThat(names.find("高雄市三民二", "鼎金里")).isEqualTo("4");
    }

    @Test
    void findsNothingRatherThanTheWrongVillage() {
        names.add("1", "高雄市阿蓮區", "峯山里");
        names.add("2", "高雄市阿蓮區", "峰山里");

        assertThat(names.find("高雄市阿蓮區", "峯山里")).isEqualTo("1");
        assertThat(names.find("高雄市岡山區", "峰山里")).isNull();
    }
}
