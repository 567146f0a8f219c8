package tw.qiao.platform.reports;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.cubes.CubeTables;

/** The years and months from which parameters are chosen. */
@Component
class ParameterTimes {
    private final CubeTables cubes;

    ParameterTimes(CubeTables cubes) {
        this.cubes = cubes;
    }

    /** Of which time there are rows, by the names of parameters; nothing for those whose table has none yet. */
    Map<String, AnswerTime> of(ReportDeclaration declaration) {
        var times = new HashMap<String, AnswerTime>();
        for (Parameter parameter : declaration.parameters()) {
            parameter.cube().ifPresent(cube -> times.put(parameter.name(), of(cube)));
        }
        return times;
    }

    private AnswerTime of(String cube) {
        try {
            return cubes.time(cube, OptionalLong.empty());
        } catch (Problem missing) { // the page says so when it asks for the figures
            return AnswerTime.NONE;
        }
    }
}
