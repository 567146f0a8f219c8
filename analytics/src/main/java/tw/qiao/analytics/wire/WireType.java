package tw.qiao.analytics.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.Problem;

/** How a column's values are called and written for PostgreSQL's clients. */
enum WireType {
    BOOLEAN(16, 1),
    BIGINT(20, 8),
    TEXT(25, -1),
    DOUBLE(701, 8),
    DATE(1082, 4),
    NUMERIC(1700, -1);

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final BigInteger GROUP = BigInteger.valueOf(10_000);
    private static final int GROUP_DIGITS = 4;

    /** The numbers of the types that are arrays of those below. */
    private static final Set<Integer> ARRAYS = Set.of(1000, 1005, 1007, 1009, 1015, 1016, 1021, 1022, 1182);

    final int number;
    final int size;

    WireType(int number, int size) {
        this.number = number;
        this.size = size;
    }

    /** What the engine's type {@code name} is here. */
    static WireType of(String name) {
        if (name.startsWith("DECIMAL")) {
            return NUMERIC;
        }
        return switch (name) {
            case "BOOLEAN" -> BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> BIGINT;
            case "HUGEINT" -> NUMERIC;
            case "FLOAT", "DOUBLE" -> DOUBLE;
            case "DATE" -> DATE;
            default -> TEXT;
        };
    }

    /** As the standard calls it. */
    String sql() {
        return this == DOUBLE ? "double precision" : name().toLowerCase(Locale.ROOT);
    }

    /** As PostgreSQL calls it in its own tables. */
    String internalName() {
        return switch (this) {
            case BOOLEAN -> "bool";
            case BIGINT -> "int8";
            case TEXT -> "text";
            case DOUBLE -> "float8";
            case DATE -> "date";
            case NUMERIC -> "numeric";
        };
    }

    /** The bytes of a cell; null where nothing is told. */
    byte @Nullable [] write(Cell cell, boolean binary) {
        String text = switch (cell) {
            case Cell.Figure(var value) -> value.toPlainString();
            case Cell.Text(String value) -> this == BOOLEAN && !binary ? value.substring(0, 1) : value;
            case Cell.Missing _, Cell.Suppressed _ -> null;
        };
        if (text == null) {
            return null;
        }
        return binary ? binary(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] binary(String text) {
        return switch (this) {
            case BOOLEAN -> new byte[] {(byte) (text.equals("true") ? 1 : 0)};
            case BIGINT ->
                ByteBuffer.allocate(Long.BYTES).putLong(Long.parseLong(text)).array();
            case DOUBLE ->
                ByteBuffer.allocate(Double.BYTES)
                        .putDouble(Double.parseDouble(text))
                        .array();
            case DATE ->
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) (LocalDate.parse(text).toEpochDay() - FIRST_DAY.toEpochDay()))
                        .array();
            case NUMERIC -> numeric(new BigDecimal(text));
            case TEXT -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Groups of four digits, as PostgreSQL's {@code numeric_send} writes them. */
    private static byte[] numeric(BigDecimal value) {
        int scale = Math.max(0, value.scale());
        int behind = (scale + GROUP_DIGITS - 1) / GROUP_DIGITS;
        BigInteger rest = value.abs().setScale(behind * GROUP_DIGITS).unscaledValue();
        var groups = new ArrayList<Short>();
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(GROUP);
            groups.add(parts[1].shortValue());
            rest = parts[0];
        }
        Collections.reverse(groups);
        ByteBuffer bytes = ByteBuffer.allocate(8 + 2 * groups.size());
        bytes.putShort((short) groups.size());
        bytes.putShort((short) (groups.size() - behind - 1));
        bytes.putShort((short) (value.signum() < 0 ? 0x4000 : 0));
        bytes.putShort((short) scale);
        groups.forEach(bytes::putShort);
        return bytes.array();
    }

    /** An array of one dimension as text, from the form of PostgreSQL's {@code array_send}. */
    private static String array(ByteBuffer content) {
        int dimensions = content.getInt();
        content.getInt(); // whether there are nulls, which the elements say themselves
        int type = content.getInt();
        if (dimensions > 1 || ARRAYS.contains(type)) {
            throw Problem.invalid("wire_parameter", "An array of one dimension was expected");
        }
        int count = dimensions == 0 ? 0 : content.getInt();
        if (dimensions == 1) {
            content.getInt(); // where it begins to count
        }
        var elements = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            int length = content.getInt();
            if (length > content.remaining()) {
                throw Problem.invalid("wire_parameter", "An element is longer than its array");
            }
            elements.add(length < 0 ? "NULL" : quoted(parameter(content, length, type, true)));
        }
        return "{" + String.join(",", elements) + "}";
    }

    private static String quoted(String element) {
        return "\"" + element.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A parameter as text. */
    static String parameter(ByteBuffer content, int length, int type, boolean binary) {
        byte[] bytes = new byte[length];
        content.get(bytes);
        if (!binary) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        ByteBuffer value = ByteBuffer.wrap(bytes);
        return switch (type) {
            case 16 -> bytes[0] == 0 ? "false" : "true";
            case 20 -> Long.toString(value.getLong());
            case 21 -> Short.toString(value.getShort());
            case 23 -> Integer.toString(value.getInt());
            case 700 -> Float.toString(value.getFloat());
            case 701 -> Double.toString(value.getDouble());
            case 1082 -> FIRST_DAY.plusDays(value.getInt()).toString();
            case 0, 25, 1043 -> new String(bytes, StandardCharsets.UTF_8);
            default -> {
                if (ARRAYS.contains(type)) {
                    yield array(value);
                }
                throw Problem.invalid("wire_parameter", "A parameter of the type " + type + " was expected as text");
            }
        };
    }
}
