package tw.qiao.node.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/**
 * An append-only file of sealed records. One thread writes: it gathers what waits (and waits half a millisecond for
 * more when the batch before had company), writes it, calls {@code fdatasync} once, and only then completes the
 * waiters. After an error it writes no more, because what the disk holds is then unknown.
 */
final class SealedFile implements AutoCloseable {
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int BATCH = 256;
    private static final long WAIT_FOR_COMPANY = 500_000; // nanoseconds

    /** Receives the records that are in the file at opening, oldest first. */
    interface Visitor {
        void record(long position, byte[] content);
    }

    /** A record to write; the one writer calls both methods, record by record. */
    interface Entry {
        /** The octets of the record, which will be at {@code position}. */
        byte[] content(long position);

        /** The record can be read at {@code position} now. It is not durable yet. */
        default void written(long position) {}
    }

    private record Waiter(Entry entry, CompletableFuture<Void> done) {}

    private static final Waiter END = new Waiter(_ -> new byte[0], new CompletableFuture<>());

    private final Seal seal;
    private final Visitor visitor;
    private final FileChannel channel;
    private final RandomAccessFile reader;
    private final LinkedBlockingQueue<Waiter> queue = new LinkedBlockingQueue<>(4096);
    private final Thread writer;
    private long end;
    private volatile @Nullable IOException broken;

    private SealedFile(Path file, Seal seal, Visitor visitor) throws IOException {
        this.seal = seal;
        this.visitor = visitor;
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            throw Problem.unavailable("store_in_use", "Another process uses the private store");
        }
        this.reader = new RandomAccessFile(file.toFile(), "r");
        this.end = recover(file);
        this.writer = Thread.ofPlatform().name("private-store").daemon().start(this::write);
    }

    static SealedFile open(Path file, Seal seal, Visitor visitor) throws IOException {
        return new SealedFile(file, seal, visitor);
    }

    private long recover(Path file) throws IOException {
        long position = 0;
        long length = channel.size();
        while (position + Integer.BYTES <= length) {
            byte[] content = readAt(position);
            if (content == null) {
                break;
            }
            visitor.record(position, content);
            position = next(position);
        }
        if (position < length) {
            keepTorn(file, position, length);
            channel.truncate(position);
            channel.force(true);
        }
        return position;
    }

    /** A torn tail was never acknowledged; it is set aside, not lost. */
    private void keepTorn(Path file, long from, long to) throws IOException {
        var torn = file.resolveSibling(file.getFileName() + ".torn-" + from + "-" + to);
        if (Files.exists(torn)) {
            return;
        }
        try (var out = FileChannel.open(torn, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.transferTo(from, to - from, out);
        }
    }

    private synchronized long next(long position) throws IOException {
        reader.seek(position);
        return position + Integer.BYTES + reader.readInt();
    }

    private synchronized byte @Nullable [] readAt(long position) throws IOException {
        reader.seek(position);
        int length = reader.readInt();
        if (length < 0 || length > LARGEST || position + Integer.BYTES + length > reader.length()) {
            return null;
        }
        byte[] sealed = new byte[length];
        reader.readFully(sealed);
        return seal.unseal(sealed, position);
    }

    /** The record at {@code position}. */
    byte[] read(long position) {
        try {
            byte[] content = readAt(position);
            if (content != null) {
                return content;
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
        throw Problem.of("store_corrupt", 500, false, "A record of the private store is not what was sealed");
    }

    /** Shows {@code reader} all records, oldest first. */
    void readAll(Visitor reader) throws IOException {
        long until = channel.size();
        long position = 0;
        while (position < until) {
            reader.record(position, read(position));
            position = next(position);
        }
    }

    /** Appends a record. The result completes when it is durable. */
    CompletableFuture<Void> append(Entry entry) {
        var failure = broken;
        if (failure != null) {
            throw unavailable(failure);
        }
        var waiter = new Waiter(entry, new CompletableFuture<>());
        if (!queue.offer(waiter)) {
            throw Problem.unavailable("store_overloaded", "Too many records wait for the private store");
        }
        return waiter.done();
    }

    private void write() {
        var batch = new ArrayList<Waiter>();
        boolean open = true;
        while (open) {
            try {
                boolean hadCompany = batch.size() > 1;
                batch.clear();
                batch.add(queue.take());
                if (hadCompany) {
                    LockSupport.parkNanos(WAIT_FOR_COMPANY);
                }
                queue.drainTo(batch, BATCH);
                open = !batch.contains(END);
                writeBatch(batch);
            } catch (IOException e) {
                broken = e;
                batch.forEach(waiter -> waiter.done().completeExceptionally(unavailable(e)));
            } catch (InterruptedException e) {
                open = false;
            }
        }
    }

    private void writeBatch(List<Waiter> batch) throws IOException {
        var failure = broken;
        if (failure != null) {
            throw failure;
        }
        for (Waiter waiter : batch) {
            if (!waiter.equals(END)) {
                long position = end;
                append(waiter.entry().content(position));
                waiter.entry().written(position);
            }
        }
        channel.force(false);
        batch.forEach(waiter -> waiter.done().complete(null));
    }

    private void append(byte[] content) throws IOException {
        long position = end;
        byte[] sealed = seal.seal(content, position);
        var octets = ByteBuffer.allocate(Integer.BYTES + sealed.length)
                .putInt(sealed.length)
                .put(sealed)
                .flip();
        long at = position;
        while (octets.hasRemaining()) {
            at += channel.write(octets, at);
        }
        end = at;
    }

    private static Problem unavailable(IOException cause) {
        return Problem.unavailable("store_unavailable", "The private store cannot be written or read", cause);
    }

    @Override
    public void close() throws IOException {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(END);
                writer.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        reader.close();
        channel.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
