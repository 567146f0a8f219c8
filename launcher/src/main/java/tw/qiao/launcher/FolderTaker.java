package tw.qiao.launcher;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Who wants a data folder.
 *
 * @param name the command, without its arguments, in which secrets may stand
 * @param patience how long it waits for another to give the folder back
 * @param says tells a person that it waits
 */
record FolderTaker(String name, Duration patience, Consumer<String> says) {
    /** One that does not wait. */
    static FolderTaker atOnce(String name) {
        return new FolderTaker(name, Duration.ZERO, _ -> {});
    }

    /** What others are told of it. */
    String note() {
        var now = LocalTime.now(ZoneId.of("Asia/Taipei")).truncatedTo(ChronoUnit.SECONDS);
        return "%s（程序 process %d，自 since %s）"
                .formatted(name, ProcessHandle.current().pid(), now);
    }
}
