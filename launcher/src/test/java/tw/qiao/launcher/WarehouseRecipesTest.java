package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recipes and tables of one's own on the command line. */
class WarehouseRecipesTest extends WarehouseCommandLine {
    @Test
    void sharesARecipeThatImportsTheSameAndSaysWhereColumnsComeFrom() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        Path recipe = folder.resolve("income.yaml");
        assertThat(command("recipe", "export", "income-tax-by-village", "--to", recipe.toString()))
                .isZero();
        assertThat(command("recipe", "show", recipe.toString())).isZero();
        assertThat(printed).contains("台改臺 台 becomes 臺", "sha256:", "計數 counts: tai");
        assertThat(command("recipe", "check", recipe.toString())).isZero();

        assertThat(run("import", "--feed", recipe.toString(), file.toString())).isZero();
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(printed).contains("1  未變檔案 files unchanged");
        assertThat(run("lineage", "income_tax_by_village.median")).isZero();
        assertThat(printed).contains("median ← median (中位數)", "1 檔 files, 1 列 rows, 批次 batches 2008");
        assertThat(run("lineage", "--openlineage", "income_tax_by_village")).isZero();
        assertThat(printed).contains("\"eventType\":\"COMPLETE\"", "cube.income_tax");
        assertThat(run("lineage", "income_tax_by_village.planet")).isEqualTo(2);
        assertThat(run("lineage", "planets")).isEqualTo(2);

        Files.writeString(recipe, Files.readString(recipe).replace("tai: true", "tai: false"));
        assertThat(command("recipe", "check", recipe.toString())).isEqualTo(2);
        assertThat(run("import", "--feed", recipe.toString(), file.toString())).isOne();
        assertThat(command("recipe", "show", "no-such-feed")).isEqualTo(2);
    }

    @Test
    void translatesCodesOfVillages() {
        assertThat(command("villages", "67000010004", "2020-01-01")).isZero();
        assertThat(printed).startsWith("67000010030").contains("2018-04  67000010004 → 67000010030  merged");
        assertThat(command("villages", "67000010030", "2016-01-01")).isEqualTo(2);
        assertThat(command("villages", "67000010030", "yesterday")).isEqualTo(2);
    }

    @Test
    void importsByAFeedOfOnesOwnIntoATableOfOnesOwn() throws Exception {
        Path feed = Files.writeString(folder.resolve("mine.yaml"), """
                feed: libraries
                version: 1
                table:
                  table: libraries
                  version: 1
                  chinese: 圖書館
                  english: Libraries
                  source: 自行調查 own survey
                  columns:
                    - {name: name, chinese: 館名, english: Name, type: text, key: true}
                    - {name: books, chinese: 藏書, english: Books, type: integer, smallest: '0'}
                batch: {file: '(\\d{4})'}
                layouts:
                  - row: 館
                    columns:
                      - {name: name, from: [館名]}
                      - {name: books, from: [藏書]}
                """);
        Path file = Files.writeString(folder.resolve("2024.xml"), "<館藏><館><館名>國資圖</館名><藏書>1,200,000</藏書></館></館藏>");

        assertThat(run("import", "--feed", feed.toString(), file.toString())).isZero();
        assertThat(run("sql", "--as", "csv", "select name, books from libraries"))
                .isZero();
        assertThat(printed).contains("國資圖,1200000");
        assertThat(run("check")).isZero();
        assertThat(printed).contains("✓ name 唯一 is unique");
        assertThat(run("import", "--feed", feed.toString(), "jdbc:postgresql://127.0.0.1:1/none"))
                .isOne();
    }

    @Test
    void tellsOnlyCountsOfATableThatNamesPeopleAndRemembersThem() throws Exception {
        Path feed = Files.writeString(folder.resolve("mine.yaml"), """
                feed: visitors
                version: 1
                table:
                  table: visitors
                  version: 1
                  chinese: 訪客
                  english: Visitors
                  source: 自行登記 own register
                  columns:
                    - {name: name, chinese: 姓名, english: Name, type: text, key: true, personal: identifying}
                    - {name: town, chinese: 鄉鎮, english: Town, type: text}
                batch: {file: '(\\d{4})'}
                layouts:
                  - row: 人
                    columns:
                      - {name: name, from: [姓名]}
                      - {name: town, from: [鄉鎮]}
                """);
        var people = new StringBuilder("<訪客>");
        for (String name : List.of("甲北", "乙北", "丙北", "丁北", "戊北", "己南")) {
            people.append("<人><姓名>%s</姓名><鄉鎮>%s</鄉鎮></人>".formatted(name, name.substring(1)));
        }
        Path file = Files.writeString(folder.resolve("2024.xml"), people + "</訪客>");
        assertThat(run("import", "--feed", feed.toString(), file.toString())).isZero();

        Path leak = folder.resolve("visitors.csv");
        assertThat(run("export", "visitors", "--to", leak.toString())).isEqualTo(2);
        assertThat(leak).doesNotExist();
        assertThat(run("sql", "select name from visitors")).isOne();
        assertThat(printed).doesNotContain("甲北");
        assertThat(run("sql", "--as", "csv", "select town, count(*) from visitors group by town"))
                .isZero();
        assertThat(printed).isEqualTo("town,count\r\n北,5\r\n南,*\r\n");
        assertThat(run("sql", "select count(*) from visitors")).isOne();
        assertThat(run("sql", "--as", "csv", "select count(*) from visitors where town = '北'"))
                .isZero();
        assertThat(printed).isEqualTo("count\r\n5\r\n");
    }
}
