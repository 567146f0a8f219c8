package tw.qiao.analytics.cubes;

import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * By what a cube can be parted (維度).
 *
 * @param time the column of a dimension of time
 * @param levels from the widest to the narrowest; on a dimension of time each stands for itself
 */
public record Dimension(String name, Title title, Optional<String> time, List<Level> levels) {
    /** The level {@code name}; a problem {@code cube_level} when there is none. */
    public Level level(String name) {
        return find(name)
                .orElseThrow(() -> Problem.invalid(
                        "cube_level",
                        "The dimension " + this.name + " has no level " + name + "; there are: "
                                + String.join(
                                        ", ", levels.stream().map(Level::name).toList())));
    }

    Optional<Level> find(String name) {
        return levels.stream().filter(level -> level.name().equals(name)).findFirst();
    }

    /** The levels that it takes to name a value of {@code level}. */
    List<Level> downTo(Level level) {
        return time.isPresent() ? List.of(level) : levels.subList(0, levels.indexOf(level) + 1);
    }
}
