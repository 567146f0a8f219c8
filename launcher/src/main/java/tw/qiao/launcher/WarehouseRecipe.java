package tw.qiao.launcher;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.feeds.RecipeDocument;
import tw.qiao.kernel.Problem;

/** The cleaning recipes of feeds as documents. */
@Command(
        name = "recipe",
        mixinStandardHelpOptions = true,
        description = "Shows, exports and checks the cleaning recipes of feeds. 顯示、匯出及檢查清理配方",
        subcommands = {WarehouseRecipe.Show.class, WarehouseRecipe.Export.class, WarehouseRecipe.Check.class},
        synopsisSubcommandLabel = "COMMAND")
final class WarehouseRecipe implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: show, export or check");
    }

    /** A feed's name, or a file with a feed or a recipe. */
    private static RecipeDocument find(String feed) {
        if (Feeds.NAMES.contains(feed)) {
            return RecipeDocument.named(feed);
        }
        Path file = CallerFolder.resolve(Path.of(feed));
        return Files.exists(file) ? RecipeDocument.in(file) : RecipeDocument.named(feed);
    }

    /** Prints the steps. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the steps of a recipe in both languages. Exit code 0: shown, 2: there is none such.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "FEED", description = "the feed's name, or a file with a feed or a recipe")
        private String feed = "";

        @Override
        public Integer call() {
            JsonNode recipe = find(feed).content();
            System.out.printf(
                    "%s v%d → %s%n%s%n",
                    recipe.path("feed").asString(),
                    recipe.path("version").asInt(),
                    recipe.at("/table/name").asString(),
                    recipe.path("digest").asString());
            int number = 1;
            for (JsonNode step : recipe.path("steps")) {
                print(number++, step);
            }
            return 0;
        }

        private static void print(int number, JsonNode step) {
            String layout = step.path("layout").asString("");
            System.out.printf(
                    "%3d  %-22s %s %s%n",
                    number,
                    step.path("function").asString(),
                    step.path("chinese").asString(),
                    step.path("english").asString());
            if (!layout.isEmpty()) {
                System.out.println("       版面 layout: " + layout);
            }
            list("欄位 columns", step.path("columns"));
            list("計數 counts", step.path("counts"));
            step.path("sql").asString("").lines().forEach(line -> System.out.println("       | " + line));
        }

        private static void list(String title, JsonNode names) {
            if (!names.isEmpty()) {
                System.out.println("       " + title + ": "
                        + String.join(
                                ", ",
                                names.valueStream().map(JsonNode::asString).toList()));
            }
        }
    }

    /** Writes the document. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Writes a recipe as a document that `import --feed FILE` uses in any warehouse.",
                "Exit code 0: written, 2: there is none such, 1: it cannot be written."
            })
    static final class Export implements Callable<Integer> {
        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "ends with .yaml or .json (default: YAML to the screen)")
        private @Nullable Path target;

        @Parameters(paramLabel = "FEED", description = "the feed's name, or a file with a feed or a recipe")
        private String feed = "";

        @Override
        public Integer call() {
            RecipeDocument recipe = find(feed);
            if (target == null) {
                System.out.print(recipe.text(true));
                return 0;
            }
            TargetFile file = TargetFile.of(target);
            String name = file.path().getFileName().toString().toLowerCase(Locale.ROOT);
            boolean json = name.endsWith(".json");
            if (!json && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
                throw Problem.invalid("export_form", "Name a file that ends with .yaml or .json, not " + target);
            }
            // by its whole name, because the command here is called Export too
            tw.qiao.analytics.tables.Export.whole(
                    file.path(), draft -> Files.writeString(draft, recipe.text(!json), StandardCharsets.UTF_8));
            System.out.println(recipe.digest() + " → " + file.written());
            return 0;
        }
    }

    /** Checks a document. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Checks a recipe's document and prints its digest. Exit code 0: it is whole, 2: it is not.")
    static final class Check implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "a file with a feed or a recipe")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            try {
                System.out.println(RecipeDocument.in(CallerFolder.resolve(file)).digest());
                return 0;
            } catch (Problem problem) {
                throw Problem.invalid(problem.code(), String.valueOf(problem.getMessage()));
            }
        }
    }
}
