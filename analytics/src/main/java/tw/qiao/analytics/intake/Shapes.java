package tw.qiao.analytics.intake;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;

/** The shapes of a file as well-known text (ESRI Shapefile Technical Description, 1998); heights and measures go. */
final class Shapes implements AutoCloseable {
    private static final int HEADER = 100;
    private static final int BOX = 32;
    private static final int LARGEST = 256 << 20;
    private static final int POINT = 16;

    private final Path path;
    private final DataInputStream in;

    private Shapes(Path path, DataInputStream in) {
        this.path = path;
        this.in = in;
    }

    static Shapes read(Path path, InputStream octets) throws IOException {
        var in = new DataInputStream(octets);
        in.skipNBytes(HEADER);
        return new Shapes(path, in);
    }

    /** The next shape, an empty text for none at this number; empty after the last. */
    Optional<String> next() {
        try {
            if (in.readNBytes(4).length < 4) {
                return Optional.empty();
            }
            long length = 2L * Integer.toUnsignedLong(in.readInt());
            if (length > LARGEST) {
                throw broken();
            }
            byte[] content = in.readNBytes((int) length);
            if (content.length < length) {
                throw new EOFException();
            }
            return Optional.of(shape(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)));
        } catch (EOFException | BufferUnderflowException | IllegalArgumentException e) {
            throw broken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Problem broken() {
        return Problem.invalid("intake_shapes", path + " is cut off or broken among its shapes 圖形檔不完整或毀損");
    }

    private String shape(ByteBuffer in) {
        int type = in.getInt();
        return switch (type % 10) {
            case 0 -> "";
            case 1 -> "POINT (" + point(in) + ")";
            case 3 -> lines(in);
            case 5 -> polygons(in);
            case 8 -> {
                in.position(in.position() + BOX);
                yield "MULTIPOINT (" + String.join(", ", points(in, count(in, POINT))) + ")";
            }
            default -> throw broken();
        };
    }

    private int count(ByteBuffer in, int size) {
        int count = in.getInt();
        if (count < 0 || (long) count * size > in.remaining()) {
            throw broken();
        }
        return count;
    }

    private static String point(ByteBuffer in) {
        return number(in.getDouble()) + " " + number(in.getDouble());
    }

    private static String number(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    private static List<String> points(ByteBuffer in, int count) {
        var points = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            points.add(point(in));
        }
        return points;
    }

    /** The parts, each as a list of its points. */
    private List<List<String>> parts(ByteBuffer in) {
        in.position(in.position() + BOX);
        int count = count(in, 4);
        int all = in.getInt();
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            starts[i] = in.getInt();
        }
        starts[count] = all;
        var parts = new ArrayList<List<String>>();
        for (int i = 0; i < count; i++) {
            int length = starts[i + 1] - starts[i];
            if (length < 0 || (long) length * POINT > in.remaining()) {
                throw broken();
            }
            parts.add(points(in, length));
        }
        return parts;
    }

    private String lines(ByteBuffer in) {
        return "MULTILINESTRING (" + parts(in).stream().map(Shapes::ring).collect(Collectors.joining(", ")) + ")";
    }

    private static String ring(List<String> points) {
        return "(" + String.join(", ", points) + ")";
    }

    /** Outer rings go clockwise, holes the other way round; each hole belongs to the ring that it lies in. */
    private String polygons(ByteBuffer in) {
        var outer = new ArrayList<List<Ring>>();
        var holes = new ArrayList<Ring>();
        for (List<String> points : parts(in)) {
            var ring = new Ring(points);
            if (ring.isClockwise()) {
                outer.add(new ArrayList<>(List.of(ring)));
            } else {
                holes.add(ring);
            }
        }
        for (Ring hole : holes) {
            outer.stream()
                    .filter(polygon -> polygon.getFirst().holds(hole))
                    .findFirst()
                    .ifPresentOrElse(polygon -> polygon.add(hole), () -> outer.add(new ArrayList<>(List.of(hole))));
        }
        return outer.stream()
                .map(polygon ->
                        polygon.stream().map(ring -> ring(ring.points())).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "MULTIPOLYGON (", ")"));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
