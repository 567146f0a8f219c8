package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tw.qiao.analytics.support.TestImport;
import tw.qiao.kernel.Problem;

class RecipeDocumentTest {
    private static final Path EXCERPTS = Path.of("src/test/resources/feeds/excerpts");

    @TempDir
    private Path folder;

    static Stream<String> feeds() {
        return Feeds.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void saysTheSameFeedAgainInBothForms(String name) throws IOException {
        var document = RecipeDocument.named(name);

        for (boolean yaml : List.of(true, false)) {
            Path file = Files.writeString(folder.resolve("recipe"), document.text(yaml));
            assertThat(Feeds.in(file)).hasToString(Feeds.named(name).toString());
            assertThat(RecipeDocument.in(file).text(yaml)).isEqualTo(document.text(yaml));
        }
        assertThat(document.digest()).matches("sha256:[0-9a-f]{64}");
        assertThat(document.content().path("steps")).allSatisfy(step -> {
            assertThat(step.path("chinese").asString()).isNotBlank();
            assertThat(step.path("english").asString()).isNotBlank();
        });
    }

    @Test
    void importsTheSameRowsAsTheFeedItself() throws IOException {
        Path document = Files.writeString(
                folder.resolve("vital.yaml"),
                RecipeDocument.named("vital-events-by-village").text(true));
        List<String> expected = imported("vital-events-by-village", Feeds.named("vital-events-by-village"));

        assertThat(imported("shared", Feeds.in(document))).hasSize(14).isEqualTo(expected);
    }

    private List<String> imported(String place, Feed feed) {
        try (var importing = new TestImport(folder.resolve(place))) {
            importing.run(
                    feed,
                    EXCERPTS.resolve("2014-05.csv"),
                    EXCERPTS.resolve("2018-01.csv"),
                    EXCERPTS.resolve("2020-09.csv"));
            return importing.rows(feed.table().name());
        }
    }

    @Test
    void isRefusedWhenAStepWasChangedOnItsWay() throws IOException {
        String text = RecipeDocument.named("income-tax-by-village").text(true);
        Path changed = Files.writeString(folder.resolve("changed.yaml"), text.replace("tai: true", "tai: false"));

        assertThatThrownBy(() -> Feeds.in(changed)).isInstanceOf(Problem.class).hasMessageContaining("配方摘要不符");
    }

    @Test
    void hasAnotherDigestWhenAStepIsAnother() throws IOException {
        var before = RecipeDocument.named("income-tax-by-village");
        String own = before.text(true).replace("tai: true", "tai: false").replaceAll("(?m)^digest: .*\n", "");
        Path changed = Files.writeString(folder.resolve("changed.yaml"), own);

        assertThat(RecipeDocument.in(changed).digest()).isNotEqualTo(before.digest());
        assertThat(Feeds.in(changed).digest())
                .isEqualTo(RecipeDocument.in(changed).digest());
    }

    @Test
    void tellsFunctionsColumnsAndWhatIsCounted() {
        var steps = RecipeDocument.named("vital-events-by-village").content().path("steps");

        assertThat(steps.findValuesAsString("function"))
                .contains("skip_rows", "trim", "roc_month", "fold_digits", "thousands", "tai", "sql", "unique");
        assertThat(steps.valueStream()
                        .filter(step -> step.path("function").asString().equals("tai"))
                        .findFirst()
                        .orElseThrow()
                        .toString())
                .contains("台改臺", "\"columns\":[\"area\"]", "\"counts\":[\"tai\"]");
    }
}
