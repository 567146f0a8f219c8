package tw.qiao.node.spool;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tw.qiao.node.message.Body;

/** A body while it is read. */
public final class Intake {
    private static final int FIRST = 8 * 1024;

    private final Room room;
    private @Nullable ByteArrayOutputStream memory;
    private @Nullable SpoolFile file;
    private long length;

    Intake(Room room, long expected) throws SpoolFullException {
        this.room = room;
        if (room.keepsInMemory(expected)) {
            memory = new ByteArrayOutputStream(FIRST);
        } else {
            file = room.spool().orElseThrow().create(expected);
        }
    }

    /** Takes the next octets. */
    public void write(byte[] octets, int offset, int count) throws TooLargeException, SpoolFullException {
        length += count;
        if (length > room.largest()) {
            throw new TooLargeException(room.largest());
        }
        var inMemory = memory;
        if (inMemory != null && !room.keepsInMemory(length)) {
            file = room.spool().orElseThrow().create(0);
            byte[] before = inMemory.toByteArray();
            file.write(before, 0, before.length);
            inMemory = null;
            memory = null;
        }
        if (inMemory != null) {
            inMemory.write(octets, offset, count);
        } else if (file != null) {
            file.write(octets, offset, count);
        }
    }

    /** How much is there. */
    public long length() {
        return length;
    }

    /** Whether it is, or will be, more than memory takes. */
    public boolean isLarge() {
        return file != null;
    }

    /** The body, whose end was read. */
    public Body finish() throws SpoolFullException {
        if (file != null) {
            return Body.of(file.finish());
        }
        return memory == null ? Body.EMPTY : Body.of(memory.toByteArray());
    }
}
