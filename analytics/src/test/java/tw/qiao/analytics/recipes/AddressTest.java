package tw.qiao.analytics.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        // as the police and the city of Taipei publish them
        "台北市中山北路２段１之３號, 臺北市中山北路二段1之3號",
        "臺北市中山北路二段1-3號, 臺北市中山北路二段1之3號",
        "臺北市信義區富台里忠孝東路5段295巷6弄1~30號, 臺北市信義區富臺里忠孝東路五段295巷6弄1至30號",
        "桃園縣龜山鄉龍壽村萬壽路一段516巷口, 桃園市龜山區龍壽里萬壽路一段516巷口",
        "桃園縣大園鄉埔心村中正東路前, 桃園市大園區埔心里中正東路前",
        "桃園縣大溪鎮大鶯路462號前, 桃園市大溪區大鶯路462號前",
        "屏東縣車城鄉統埔村統埔路41-50號前, 屏東縣車城鄉統埔村統埔路41至50號前",
        "臺南市下營區大吉里大屯寮4-22號前路口, 臺南市下營區大吉里大屯寮4之22號前路口",
        "新竹縣新豐鄉台61線 66.7公里處, 新竹縣新豐鄉臺61線66.7公里處",
        // counties that are municipalities since 2010
        "臺北縣板橋市文化路1段188巷, 新北市板橋區文化路一段188巷",
        "台北縣三重市大同北路５２號, 新北市三重區大同北路52號",
        "高雄縣鳳山市光復路二段132號, 高雄市鳳山區光復路二段132號",
        "高雄縣三民鄉民權村一鄰, 高雄市那瑪夏區民權里1鄰",
        "臺南縣左鎮鄉中正村3鄰, 臺南市左鎮區中正里3鄰",
        "臺南縣新市鄉中山路七號, 臺南市新市區中山路7號",
        "臺中縣霧峰鄉本堂村中正路738之2號, 臺中市霧峰區本堂里中正路738之2號",
        "桃園縣平鎮市南豐路10號, 桃園市平鎮區南豐路10號",
        "彰化縣員林鎮中山路2段1號, 彰化縣員林市中山路二段1號",
        // neighbourhoods, lanes and floors
        "臺北市大安區龍門里003鄰和平東路二段二十三巷五弄十二號三樓之二, 臺北市大安區龍門里3鄰和平東路二段23巷5弄12號3樓之2",
        "臺北市大安區和平東路2段10號之3, 臺北市大安區和平東路二段10之3號",
        "臺北市大安區和平東路2段007號12F-1, 臺北市大安區和平東路二段7號12樓之1",
        "(106)臺北市大安區復興南路一段1號, 臺北市大安區復興南路一段1號",
        "10617臺北市大安區復興南路一段1號, 臺北市大安區復興南路一段1號",
        // names that only look like numbers
        "高雄市三民區三民一路十巷, 高雄市三民區三民一路10巷",
        "高雄市苓雅區四維三路2號, 高雄市苓雅區四維三路2號",
        "桃園市桃園區同安街第3鄰, 桃園市桃園區同安街3鄰"
    })
    void writesTheSamePlaceAlwaysTheSame(String address, String normal) {
        assertThat(Address.normalise(address)).isEqualTo(normal);
        assertThat(Address.normalise(normal)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "臺", "臺縣", "村", "號之", "段段段", "-", "之1"})
    void leavesAloneWhatIsNoAddress(String text) {
        assertThat(Address.normalise(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 100_000})
    void doesNotWorkOnTextsThatAreTooLongForAnAddress(int length) {
        String text = "１".repeat(length);

        assertThat(Address.normalise(text)).isSameAs(text);
    }
}
