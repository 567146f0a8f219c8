package tw.qiao.kernel.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import tw.qiao.kernel.disk.Disk;

/**
 * Room for what a log knows about its entries, outside the heap: a mapped file without a name, which the system keeps
 * in memory while there is memory, and forgets with the process. So nothing in it is ever trusted; it is made again
 * from the segments at every start.
 *
 * <p>Any thread may allocate; the rest is as thread-safe as memory.
 */
final class Scratch implements AutoCloseable {
    /** The bytes of one allocation. */
    static final int CHUNK = 32 * 1024;

    private static final int MAPPED_SLAB_BITS = 23;
    private static final int CHUNK_BITS = Integer.numberOfTrailingZeros(CHUNK);

    private final Source source;
    private final int slabBits;
    private volatile MemorySegment[] slabs = new MemorySegment[0];
    private long used;

    private Scratch(Source source, int slabBits) {
        this.source = source;
        this.slabBits = slabBits;
    }

    /** Where the memory comes from. */
    private interface Source extends AutoCloseable {
        /** The slab that begins at {@code start}. */
        MemorySegment slab(long start) throws IOException;

        /** Makes sure that there is room behind the next chunk, which a mapping alone does not promise. */
        void claim() throws IOException;

        @Override
        default void close() throws IOException {
            // memory has nothing to close
        }
    }

    /** On the disk of {@code folder}. */
    static Scratch in(Path folder, Disk disk) throws IOException {
        var file = folder.resolve("scratch");
        var channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Files.delete(file);
        return new Scratch(new Mapped(channel, disk), MAPPED_SLAB_BITS);
    }

    /** In the heap, for small trees. */
    static Scratch inMemory() {
        return new Scratch(new InHeap(), CHUNK_BITS);
    }

    private record Mapped(FileChannel channel, Disk disk) implements Source {
        @Override
        public MemorySegment slab(long start) throws IOException {
            return channel.map(FileChannel.MapMode.READ_WRITE, start, 1L << MAPPED_SLAB_BITS, Arena.ofAuto());
        }

        @Override
        public void claim() throws IOException {
            disk.write(channel, ByteBuffer.allocate(CHUNK));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record InHeap() implements Source {
        @Override
        public MemorySegment slab(long start) {
            return MemorySegment.ofArray(new long[CHUNK / Long.BYTES]);
        }

        @Override
        public void claim() {
            // the heap is there
        }
    }

    /** The address of a new chunk of zeros. */
    synchronized long allocate() {
        try {
            source.claim();
            long address = used;
            if (address >>> slabBits == slabs.length) {
                var grown = Arrays.copyOf(slabs, slabs.length + 1);
                grown[slabs.length] = source.slab(address);
                slabs = grown;
            }
            used = address + CHUNK;
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long getLong(long address) {
        return slab(address).get(ValueLayout.JAVA_LONG, offset(address));
    }

    void setLong(long address, long value) {
        slab(address).set(ValueLayout.JAVA_LONG, offset(address), value);
    }

    void read(long address, byte[] target, int at, int length) {
        MemorySegment.copy(slab(address), ValueLayout.JAVA_BYTE, offset(address), target, at, length);
    }

    void write(long address, byte[] source, int at, int length) {
        MemorySegment.copy(source, at, slab(address), ValueLayout.JAVA_BYTE, offset(address), length);
    }

    /** Ends allocation; what is there stays readable. */
    @Override
    public void close() throws IOException {
        source.close();
    }

    private MemorySegment slab(long address) {
        return slabs[(int) (address >>> slabBits)];
    }

    private long offset(long address) {
        return address & ((1L << slabBits) - 1);
    }
}
