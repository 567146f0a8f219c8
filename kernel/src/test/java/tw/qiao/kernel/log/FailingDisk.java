package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tw.qiao.kernel.disk.Disk;

/** A disk that fails when it is told to. */
final class FailingDisk implements Disk {
    final AtomicBoolean failsToForce = new AtomicBoolean();
    final AtomicBoolean writesHalf = new AtomicBoolean();
    final AtomicBoolean isReadOnlyForNames = new AtomicBoolean();
    final AtomicBoolean hasNoRoomForScratch = new AtomicBoolean();
    final AtomicBoolean isSlow = new AtomicBoolean();
    final AtomicInteger forces = new AtomicInteger();

    @Override
    public void force(FileChannel channel) throws IOException {
        if (failsToForce.get()) {
            throw new IOException("Input/output error");
        }
        if (isSlow.get()) {
            LockSupport.parkNanos(300_000_000);
        }
        forces.incrementAndGet();
        Disk.super.force(channel);
    }

    @Override
    public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        if (writesHalf.get()) {
            Disk.super.write(channel, bytes.limit(bytes.limit() / 2));
            throw new IOException("No space left on device");
        }
        if (hasNoRoomForScratch.get() && bytes.remaining() == Scratch.CHUNK) {
            throw new IOException("No space left on device");
        }
        Disk.super.write(channel, bytes);
    }

    @Override
    public void forceNames(Path folder) throws IOException {
        if (isReadOnlyForNames.get()) {
            throw new IOException("Read-only file system");
        }
        Disk.super.forceNames(folder);
    }
}
