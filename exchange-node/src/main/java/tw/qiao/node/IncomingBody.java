package tw.qiao.node;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import tw.qiao.node.http.BodyWatch;
import tw.qiao.node.message.Body;
import tw.qiao.node.spool.Intake;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.SpoolFullException;
import tw.qiao.node.spool.TooLargeException;
import tw.qiao.node.spool.Unread;

/**
 * The body of a request as it was taken in.
 *
 * @param body the whole body, none where it was not read
 * @param took how long a large one took
 * @param unread why it was not read, if it was not
 */
record IncomingBody(Body body, Duration took, Optional<Unread> unread) {
    private static final System.Logger LOG = System.getLogger(IncomingBody.class.getName());
    private static final int PIECE = 64 * 1024;
    private static final IncomingBody NONE = of(Body.EMPTY, Duration.ZERO);

    /** Each so many octets must come in this time. */
    private static final int STEP = 256 * 1024;

    private static final long PROGRESS = 30_000_000_000L;

    /**
     * So much of a refused body is taken nevertheless, so that a client that sends before it listens gets the answer.
     */
    private static final int COURTESY = 16 * 1024 * 1024;

    private static IncomingBody of(Body body, Duration took) {
        return new IncomingBody(body, took, Optional.empty());
    }

    static IncomingBody read(ServerRequest request, Room room) {
        if (!request.content().hasEntity()) {
            return NONE;
        }
        var watch = BodyWatch.of(request, Duration.ofNanos(PROGRESS));
        try {
            var body = watched(request, room, watch);
            return watch.end() ? unread(Unread.BROKEN) : body;
        } finally {
            watch.end();
        }
    }

    private static IncomingBody watched(ServerRequest request, Room room, BodyWatch watch) {
        long length = request.headers().contentLength().orElse(-1);
        return length >= 0 && length <= Body.SMALL
                ? of(Body.of(request.content().as(byte[].class)), Duration.ZERO)
                : large(request, room, length, watch);
    }

    /** One that is large, or of which nobody knows yet. */
    private static IncomingBody large(ServerRequest request, Room room, long length, BodyWatch watch) {
        long start = System.nanoTime();
        try {
            var intake = length < 0 ? room.intake() : room.intake(length);
            take(request.content().inputStream(), intake, watch);
            if (length >= 0 && intake.length() != length) {
                return unread(Unread.BROKEN);
            }
            var body = intake.finish();
            return of(body, body.isLarge() ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO);
        } catch (TooLargeException e) {
            return refused(request, Unread.TOO_LARGE);
        } catch (SpoolFullException e) {
            LOG.log(System.Logger.Level.WARNING, "A large body is refused: {0}", e.getMessage());
            return refused(request, Unread.SPOOL_FULL);
        } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
            return unread(Unread.BROKEN);
        } catch (CloseConnectionException e) {
            return unread(Unread.BROKEN);
        }
    }

    private static void take(InputStream in, Intake intake, BodyWatch watch) throws IOException {
        byte[] piece = new byte[PIECE];
        long until = System.nanoTime() + PROGRESS;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            long before = intake.length() / STEP;
            intake.write(piece, 0, count);
            if (intake.length() / STEP > before) {
                until = System.nanoTime() + PROGRESS;
                watch.progress();
            } else if (System.nanoTime() > until) {
                throw new IOException("The body comes too slowly");
            }
        }
    }

    private static IncomingBody refused(ServerRequest request, Unread why) {
        if (!request.headers().contains(HeaderNames.EXPECT)) {
            skim(request);
        }
        return unread(why);
    }

    private static void skim(ServerRequest request) {
        try {
            byte[] piece = new byte[PIECE];
            var in = request.content().inputStream();
            for (int left = COURTESY; left > 0; ) {
                int count = in.read(piece);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
        } catch (IOException | RuntimeException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A refused body broke off", gone);
        }
    }

    private static IncomingBody unread(Unread why) {
        return new IncomingBody(Body.EMPTY, Duration.ZERO, Optional.of(why));
    }
}
