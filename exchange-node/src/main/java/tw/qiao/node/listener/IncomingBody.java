package tw.qiao.node.listener;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.node.http.BodyWatch;
import tw.qiao.node.http.SpokenProtocols;
import tw.qiao.node.message.Body;
import tw.qiao.node.pace.ClientPace;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.SpoolFullException;
import tw.qiao.node.spool.TooLargeException;
import tw.qiao.node.spool.Unread;

/**
 * The body of a request. A small one is read at once. One that is large, of which nobody knows yet, or that the client
 * holds back until it has leave, is not read before somebody wants it: what the head alone refuses is never taken in.
 */
public final class IncomingBody {
    private static final System.Logger LOG = System.getLogger(IncomingBody.class.getName());
    private static final int PIECE = 64 * 1024;

    /** Over HTTP/2, each so many octets must come in this time. */
    private static final int STEP = 256 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** No body. */
    static final IncomingBody NONE = of(Body.EMPTY);

    /**
     * So much of what nobody wants is taken nevertheless, so that a client that sends first gets to read the answer.
     */
    private static final int COURTESY = 16 * 1024 * 1024;

    private final @Nullable ServerRequest request;
    private final Room room;
    private final long declared;
    private @Nullable Body body;
    private @Nullable InputStream in;
    private Duration took = Duration.ZERO;
    private Optional<Unread> unread = Optional.empty();

    private IncomingBody(@Nullable ServerRequest request, Room room, long declared, @Nullable Body body) {
        this.request = request;
        this.room = room;
        this.declared = declared;
        this.body = body;
    }

    /** A body that is there. */
    static IncomingBody of(Body body) {
        return new IncomingBody(null, Room.inMemory(0), body.length(), body);
    }

    static IncomingBody of(ServerRequest request, Room room) {
        if (!request.content().hasEntity()) {
            return NONE;
        }
        long length = request.headers().contentLength().orElse(-1);
        var arriving = new IncomingBody(request, room, length, null);
        boolean isSmall = length >= 0 && length <= Body.SMALL && !arriving.isHeldBack();
        if (isSmall || SpokenProtocols.isHttp2(request)) { // where Helidon cannot refuse one body without the others
            arriving.body();
        }
        return arriving;
    }

    private boolean isHeldBack() {
        return request != null && request.headers().contains(HeaderNames.EXPECT);
    }

    /** Whether it has yet to be read. */
    public boolean isAwaited() {
        return body == null;
    }

    /** Whether it was read to its end. */
    boolean isWhole() {
        return body != null && unread.isEmpty();
    }

    /** How long a large one took. */
    Duration took() {
        return took;
    }

    /** Why it was not taken in, if it was not. */
    Optional<Unread> unread() {
        return unread;
    }

    /** How long the head says that it is; nothing where it does not say. */
    public long declared() {
        return Math.max(0, declared);
    }

    /** How much of it there is now. */
    public long length() {
        return body == null ? 0 : body.length();
    }

    /** The whole body; none where it was not taken in. */
    Body body() {
        if (body == null) {
            body = request == null ? Body.EMPTY : read(request);
        }
        return body;
    }

    private Body read(ServerRequest asked) {
        if (!SpokenProtocols.isHttp2(asked)) {
            ClientPace.current().awaitBody();
        }
        var watch = BodyWatch.of(asked, PATIENCE);
        try {
            var read = taken(asked, watch);
            return watch.end() ? missing(Unread.BROKEN) : read;
        } finally {
            watch.end();
        }
    }

    private Body taken(ServerRequest asked, BodyWatch watch) {
        try {
            return declared >= 0 && declared <= Body.SMALL
                    ? Body.of(asked.content().as(byte[].class))
                    : large(asked, watch);
        } catch (TooLargeException e) {
            return refused(asked, Unread.TOO_LARGE);
        } catch (SpoolFullException e) {
            LOG.log(System.Logger.Level.WARNING, "A large body is refused: {0}", e.getMessage());
            return refused(asked, Unread.SPOOL_FULL);
        } catch (IOException
                | UncheckedIOException
                | DataReader.InsufficientDataAvailableException
                | RequestException
                | CloseConnectionException e) {
            LOG.log(System.Logger.Level.DEBUG, "A body broke off", e);
            return missing(Unread.BROKEN);
        }
    }

    private Body refused(ServerRequest asked, Unread why) {
        if (SpokenProtocols.isHttp2(asked)) {
            skim();
        }
        return missing(why);
    }

    private Body missing(Unread why) {
        unread = Optional.of(why);
        return Body.EMPTY;
    }

    private Body large(ServerRequest asked, BodyWatch watch) throws IOException {
        long start = System.nanoTime();
        var intake = declared < 0 ? room.intake() : room.intake(declared);
        in = asked.content().inputStream();
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            long before = intake.length() / STEP;
            intake.write(piece, 0, count);
            if (intake.length() / STEP > before) {
                watch.progress();
            }
        }
        if (declared >= 0 && intake.length() != declared) {
            return missing(Unread.BROKEN);
        }
        var all = intake.finish();
        took = all.isLarge() ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
        return all;
    }

    /** Takes a little of what nobody wants, after the answer; nothing where the client waits for leave to send it. */
    void skim() {
        boolean isComing = in != null || !isHeldBack();
        if (request == null || !isComing || unread.filter(Unread.BROKEN::equals).isPresent()) {
            return;
        }
        if (!SpokenProtocols.isHttp2(request)) {
            ClientPace.current().takeLeave();
        }
        try {
            var rest = in == null ? request.content().inputStream() : in;
            byte[] piece = new byte[PIECE];
            for (int left = COURTESY; left > 0; ) {
                int count = rest.read(piece);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
        } catch (IOException | RuntimeException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A refused body broke off", gone);
        }
    }
}
