package tw.qiao.node.peer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tw.qiao.node.message.Body;
import tw.qiao.node.spool.Intake;
import tw.qiao.node.spool.Room;

/** The body of an answer: all of it, or where to read it from. */
sealed interface AnswerOctets extends Closeable {
    /** The body, taken into {@code room} by the current thread. */
    Body take(Room room, long deadline) throws IOException;

    /** Takes a body of a known and small length whole, and others as they come. */
    static BodyHandler<AnswerOctets> handler(String method, Room room) {
        if (method.equals("HEAD")) {
            return BodyHandlers.replacing(new Whole(Body.EMPTY, 0));
        }
        return head -> {
            long length = head.headers().firstValueAsLong("content-length").orElse(-1);
            return length >= 0 && room.keepsInMemory(length)
                    ? BodySubscribers.mapping(
                            BodySubscribers.limiting(BodySubscribers.ofByteArray(), length),
                            octets -> new Whole(Body.of(octets), length))
                    : BodySubscribers.mapping(BodySubscribers.ofInputStream(), in -> new Coming(in, length));
        };
    }

    /** A small body. */
    record Whole(Body body, long length) implements AnswerOctets {
        @Override
        public Body take(Room room, long deadline) throws IOException {
            requireLength(body.length(), length);
            return body;
        }

        @Override
        public void close() {
            // it is there
        }
    }

    /** A body that comes, of {@code length} octets, or as many as there are. */
    record Coming(InputStream in, long length) implements AnswerOctets {
        private static final int PIECE = 64 * 1024;
        private static final int STEP = 256 * 1024;
        private static final long PROGRESS = TimeUnit.SECONDS.toNanos(10);
        private static final long LOOK = 1;

        /** While a large body comes in good time, its end may be far away. */
        @Override
        public Body take(Room room, long deadline) throws IOException {
            var until = new AtomicLong(deadline);
            var watch = Http2Calls.WATCH.scheduleWithFixedDelay(
                    () -> closeIfLate(until.get()), LOOK, LOOK, TimeUnit.SECONDS);
            try {
                var intake = length < 0 ? room.intake() : room.intake(length);
                copy(intake, until);
                if (length >= 0) {
                    requireLength(intake.length(), length);
                }
                return intake.finish();
            } catch (IOException broken) {
                if (System.nanoTime() > until.get()) {
                    throw (SocketTimeoutException) new SocketTimeoutException("The answer is late").initCause(broken);
                }
                throw broken;
            } finally {
                watch.cancel(false);
            }
        }

        /** What did not come yet is not wanted any more. */
        @Override
        public void close() throws IOException {
            in.close();
        }

        private void copy(Intake intake, AtomicLong until) throws IOException {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                long before = intake.length() / STEP;
                intake.write(piece, 0, count);
                if (intake.isLarge() && intake.length() / STEP > before) {
                    until.accumulateAndGet(System.nanoTime() + PROGRESS, Math::max);
                }
            }
        }

        private void closeIfLate(long until) {
            if (System.nanoTime() > until) {
                try {
                    in.close();
                } catch (IOException alreadyBroken) {
                    // the read has failed by itself
                }
            }
        }
    }

    private static void requireLength(long read, long told) throws IOException {
        if (read != told) {
            throw new IOException("The answer is not as long as it says");
        }
    }
}
