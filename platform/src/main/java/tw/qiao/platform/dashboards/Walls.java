package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** In which order boards take their turns on wall screens: those that are shipped, then those of analysts. */
@Component
class Walls {
    private final OwnBoards own;

    Walls(OwnBoards own) {
        this.own = own;
    }

    /** The address of the wall after that of a board at {@code path}; the first after the last. */
    String after(String path) {
        List<String> paths = Stream.concat(
                        Boards.ALL.stream().map(board -> "/dashboards/" + board.name()), own.onWalls().stream())
                .toList();
        return paths.get((paths.indexOf(path) + 1) % paths.size()) + "?wall";
    }
}
