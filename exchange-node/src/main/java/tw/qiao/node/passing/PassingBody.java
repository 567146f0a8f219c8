package tw.qiao.node.passing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

/**
 * A body that is passed on while it comes. It is read once, by the thread that passes it on, and digested on the way.
 * Its end is passed on only when the {@link Ending} has proved and recorded it.
 */
public final class PassingBody implements Body.Large, Closeable {
    private static final int PIECE = 64 * 1024;
    private static final int NONE = -1;

    private final Source source;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] piece = new byte[PIECE];
    private final List<Runnable> whenClosed = new ArrayList<>(2);
    private @Nullable Ending ending;
    private byte[] sha256 = new byte[0];
    private int ahead;
    private long length;
    private boolean closed;
    private boolean settled;
    private boolean whole;

    /** Where the octets come from. */
    public interface Source extends Closeable {
        /** Reads some octets into {@code piece} and says how many; -1 at the end of a body that is whole. */
        int read(byte[] piece) throws IOException;

        /** The trailers, once the end was read. */
        Fields trailers();
    }

    /** Where they go. */
    public interface Sink {
        /** Takes the first {@code count} octets of {@code piece}. */
        void take(byte[] piece, int count) throws IOException;

        /** Tells the end of the body, with these trailers. */
        void end(Fields trailers) throws IOException;
    }

    /** Where a body broke off. */
    public enum Break {
        /** It did not come to its end. */
        COMING,
        /** It was not taken to its end. */
        TAKING
    }

    /** What must be so before the end of a body is told. */
    public interface Ending {
        /** Looks whether the body may go on. Throws a {@link Problem} where it may not. */
        default void goesOn() {}

        /**
         * Proves the body, all of which has come and was passed on, and records it.
         *
         * @param trailers those that came with it
         * @return the trailers that go on with it
         */
        Fields whole(PassingBody body, Fields trailers);

        /** Notes that the body broke off. */
        void broken(Break where, IOException why);

        /** Notes that the body was refused, by {@link #goesOn} or {@link #whole}. */
        void refused(Problem problem);
    }

    public PassingBody(Source source) {
        this.source = source;
    }

    /** The body, if it is one that is passed on. */
    public static Optional<PassingBody> of(Body body) {
        return body.large().filter(PassingBody.class::isInstance).map(PassingBody.class::cast);
    }

    /** Has {@code work} done when the body ended or broke off, before anybody learns of it. */
    public PassingBody whenClosed(Runnable work) {
        whenClosed.add(work);
        return this;
    }

    /** Says what must be so before its end is told. */
    public void endsWith(Ending how) {
        ending = how;
    }

    /** This body, once its first octets are there; none where it has none. */
    public Body begun() throws IOException {
        ahead = source.read(piece);
        if (ahead == NONE) {
            settled = true;
            close();
            return Body.EMPTY;
        }
        return Body.of(this);
    }

    /** Does {@code work} once all is known of {@code body}: at once, or where it is passed on, at its end. */
    public static void atEnd(Body body, Runnable work) {
        var coming = of(body);
        if (coming.isPresent()) {
            coming.get().whenClosed(work);
        } else {
            work.run();
        }
    }

    /** Passes all of it on. Its end is not told unless it was proved. */
    public void passTo(Sink sink) throws IOException {
        var how = ending;
        if (how == null) {
            throw new IllegalStateException("Nobody says what proves the body");
        }
        try (this) {
            passTo(sink, how);
        }
    }

    private void passTo(Sink sink, Ending how) throws IOException {
        try {
            for (int count = next(how); count != NONE; count = next(how)) {
                passOn(count, sink, how);
            }
            how.goesOn();
            sha256 = digest.digest();
            var trailers = how.whole(this, source.trailers());
            settled = true;
            whole = true;
            close();
            tellEnd(trailers, sink, how);
        } catch (Problem problem) {
            settled = true;
            how.refused(problem);
            throw new IOException("refused as " + problem.code(), problem);
        }
    }

    private int next(Ending how) throws IOException {
        try {
            int count = ahead == 0 ? source.read(piece) : ahead;
            ahead = 0;
            return count;
        } catch (IOException broken) {
            settled = true;
            how.broken(Break.COMING, broken);
            throw broken;
        }
    }

    private void passOn(int count, Sink sink, Ending how) throws IOException {
        digest.update(piece, 0, count);
        length += count;
        how.goesOn();
        try {
            sink.take(piece, count);
        } catch (IOException broken) {
            settled = true;
            how.broken(Break.TAKING, broken);
            throw broken;
        }
    }

    private static void tellEnd(Fields trailers, Sink sink, Ending how) throws IOException {
        try {
            sink.end(trailers);
        } catch (IOException broken) {
            how.broken(Break.TAKING, broken);
            throw broken;
        }
    }

    /** Whether all of it has passed and was proved. */
    public boolean isWhole() {
        return whole;
    }

    /** How much of it has passed. */
    @Override
    public long length() {
        return length;
    }

    /** Its SHA-256, once all of it has passed. */
    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public InputStream open() throws IOException {
        throw new IOException("A body that is passed on is kept nowhere");
    }

    @Override
    public boolean isThere() {
        return false;
    }

    /** Ends it, also where nobody took it. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            source.close();
        } finally {
            whenClosed.forEach(Runnable::run);
            if (!settled && ending != null) {
                ending.broken(Break.TAKING, new IOException("Nobody took the body"));
            }
        }
    }
}
