package tw.qiao.platform.dashboards;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;

/** Reads all boards from the start on and after each import, where {@code qiao.dashboards.ahead} says so. */
@Component
class ReadingAhead implements AutoCloseable {
    private static final long PAUSE_MILLISECONDS = 20_000;

    private final BoardReading reading;
    private final Thread thread;

    ReadingAhead(BoardReading reading, @Value("${qiao.dashboards.ahead:false}") boolean ahead) {
        this.reading = reading;
        Runnable reads = ahead ? this::readAgainAndAgain : () -> {};
        this.thread = Thread.ofVirtual().name("boards-ahead").unstarted(reads);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.start();
    }

    private void readAgainAndAgain() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLISECONDS);
                Boards.ALL.forEach(this::read);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is known already costs nothing; a board whose tables are not there yet is read the next time. */
    private void read(Board board) {
        try {
            reading.ahead(board);
        } catch (Problem notYet) {
            System.getLogger(ReadingAhead.class.getName())
                    .log(System.Logger.Level.DEBUG, "The board " + board.name() + " cannot be read now", notYet);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
