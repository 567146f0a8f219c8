package tw.qiao.platform.cubes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.Measure;
import tw.qiao.analytics.cubes.Title;

/** The units of measures in words: one for all, or that of each. */
final class Units {
    private Units() {}

    static Title of(Cube cube, List<String> names) {
        List<Measure> measures = names.stream().map(cube::measure).toList();
        Title first = measures.getFirst().unit();
        return measures.stream().allMatch(measure -> measure.unit().equals(first))
                ? first
                : new Title(each(measures, Title::chinese, "：", "；"), each(measures, Title::english, ": ", "; "));
    }

    private static String each(List<Measure> measures, Function<Title, String> words, String is, String and) {
        return measures.stream()
                .map(measure -> words.apply(measure.title()) + is + words.apply(measure.unit()))
                .collect(Collectors.joining(and));
    }
}
