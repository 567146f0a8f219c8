package tw.qiao.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.CanonicalJson;

/**
 * The contract of every benchmark: one printed line per figure ({@code id value unit target holds|short}), a last line
 * {@code N hold, M fall short}, and {@code NAME.json} with the machine's facts.
 */
public final class BenchReport {
    private final String name;
    private final PrintStream out;
    private final Machine machine = Machine.here();
    private final List<Figure> figures = new ArrayList<>();

    /** One measured number; {@code target} is text such as {@code >=250000}, or null where none was set. */
    private record Figure(
            String id, double value, String unit, @Nullable String target, boolean holds) {}

    private record Result(
            String name,
            Machine machine,
            @JsonProperty("figures") List<Figure> figures) {}

    BenchReport(String name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    /** Adds a figure and prints its line. */
    public void figure(String id, double value, String unit, Target target) {
        boolean holds = target.holds(value);
        figures.add(new Figure(id, value, unit, target instanceof Target.None ? null : target.toString(), holds));
        out.printf("%s %s %s %s %s%n", id, Target.text(value), unit, target, holds ? "holds" : "short");
    }

    /** Prints the sum and writes {@code NAME.json} into the folder; answers how many figures fall short. */
    public int finish(Path folder) {
        long missed = figures.stream().filter(figure -> !figure.holds()).count();
        out.printf("%d hold, %d fall short%n", figures.size() - missed, missed);
        try {
            Files.createDirectories(folder);
            byte[] json = CanonicalJson.MAPPER
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(new Result(name, machine, figures));
            Files.write(folder.resolve(name + ".json"), json);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return (int) missed;
    }
}
