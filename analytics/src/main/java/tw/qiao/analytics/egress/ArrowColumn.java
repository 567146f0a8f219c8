package tw.qiao.analytics.egress;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tw.qiao.analytics.egress.ArrowType.Kind;
import tw.qiao.kernel.Problem;

/** The buffers of one column in one batch of rows. */
final class ArrowColumn {
    private static final int DECIMAL_BYTES = 16;

    private final ArrowType type;
    private final ByteBuffer present;
    private final ByteBuffer values;
    private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
    private int missing;

    private ArrowColumn(ArrowType type, int rows) {
        this.type = type;
        this.present = bits(rows);
        this.values = switch (type.kind()) {
            case BOOLEAN -> bits(rows);
            case TEXT -> bytes((rows + 1) * Integer.BYTES).putInt(0);
            default -> bytes(rows * type.kind().width);
        };
    }

    static ArrowColumn of(ArrowType type, int column, List<List<Cell>> rows) {
        var buffers = new ArrowColumn(type, rows.size());
        for (int row = 0; row < rows.size(); row++) {
            buffers.add(row, rows.get(row).get(column));
        }
        return buffers;
    }

    int missing() {
        return missing;
    }

    /** In the order of the format: which rows have a value, then where texts end, then the values. */
    List<byte[]> buffers() {
        return type.kind() == Kind.TEXT
                ? List.of(content(present), content(values), texts.toByteArray())
                : List.of(content(present), content(values));
    }

    private static byte[] content(ByteBuffer buffer) {
        byte[] content = new byte[buffer.capacity()];
        buffer.get(0, content);
        return content;
    }

    private void add(int row, Cell cell) {
        switch (cell) {
            case Cell.Figure(var number) -> {
                set(present, row);
                put(row, number.toPlainString());
            }
            case Cell.Text(String text) -> {
                set(present, row);
                put(row, text);
            }
            case Cell.Missing _, Cell.Suppressed _ -> {
                missing++;
                skip();
            }
        }
    }

    private void skip() {
        switch (type.kind()) {
            case BOOLEAN -> {}
            case TEXT -> values.putInt(texts.size());
            default -> values.position(values.position() + type.kind().width);
        }
    }

    private void put(int row, String text) {
        switch (type.kind()) {
            case BOOLEAN -> {
                if (text.equals("true")) {
                    set(values, row);
                }
            }
            case INTEGER -> values.putLong(Long.parseLong(text));
            case DOUBLE -> values.putDouble(Double.parseDouble(text));
            case DECIMAL -> putDecimal(new BigDecimal(text));
            case DATE -> values.putInt(Math.toIntExact(LocalDate.parse(text).toEpochDay()));
            case TIMESTAMP ->
                putMoment(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
            case MOMENT ->
                putMoment(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
            case TEXT -> {
                texts.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                values.putInt(texts.size());
            }
        }
    }

    private void putMoment(Instant moment) {
        values.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }

    /** Two's complement of sixteen bytes, the lowest first. */
    private void putDecimal(BigDecimal number) {
        BigInteger unscaled = number.setScale(type.scale()).unscaledValue();
        byte[] highestFirst = unscaled.toByteArray();
        if (highestFirst.length > DECIMAL_BYTES) {
            throw Problem.invalid("egress_format", "A number has more than 38 digits; cast it to double or varchar");
        }
        for (int i = 0; i < DECIMAL_BYTES; i++) {
            values.put(
                    i < highestFirst.length
                            ? highestFirst[highestFirst.length - 1 - i]
                            : (byte) (unscaled.signum() >> 1));
        }
    }

    private static void set(ByteBuffer bits, int row) {
        int index = row / Byte.SIZE;
        bits.put(index, (byte) (bits.get(index) | 1 << row % Byte.SIZE));
    }

    private static ByteBuffer bits(int rows) {
        return bytes((rows + Byte.SIZE - 1) / Byte.SIZE);
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
