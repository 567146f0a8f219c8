package tw.qiao.analytics.egress;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** What the engine's types are in Arrow; all that has no counterpart is a text. */
record ArrowType(Kind kind, int precision, int scale) {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final int MOST_DIGITS = 38;
    private static final String ZONE = "Asia/Taipei";

    enum Kind {
        BOOLEAN(Type.Bool, 0),
        INTEGER(Type.Int, Long.BYTES),
        DOUBLE(Type.FloatingPoint, Double.BYTES),
        DECIMAL(Type.Decimal, 2 * Long.BYTES),
        DATE(Type.Date, Integer.BYTES),
        TIMESTAMP(Type.Timestamp, Long.BYTES),
        MOMENT(Type.Timestamp, Long.BYTES),
        TEXT(Type.Utf8, 0);

        final byte code;
        /** How many bytes each value takes; 0 where that is no fixed number of bytes. */
        final int width;

        Kind(byte code, int width) {
            this.code = code;
            this.width = width;
        }
    }

    static ArrowType of(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return new ArrowType(Kind.DECIMAL, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (name) {
            case "HUGEINT" -> new ArrowType(Kind.DECIMAL, MOST_DIGITS, 0);
            case "BOOLEAN" -> plain(Kind.BOOLEAN);
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> plain(Kind.INTEGER);
            case "FLOAT", "DOUBLE" -> plain(Kind.DOUBLE);
            case "DATE" -> plain(Kind.DATE);
            case "TIMESTAMP" -> plain(Kind.TIMESTAMP);
            case "TIMESTAMP WITH TIME ZONE" -> plain(Kind.MOMENT);
            default -> plain(Kind.TEXT);
        };
    }

    private static ArrowType plain(Kind kind) {
        return new ArrowType(kind, 0, 0);
    }

    /** Writes the type's own table and says where it is. */
    int write(FlatBufferBuilder builder) {
        return switch (kind) {
            case BOOLEAN -> {
                Bool.startBool(builder);
                yield Bool.endBool(builder);
            }
            case INTEGER -> Int.createInt(builder, Long.SIZE, true);
            case DOUBLE -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case DECIMAL -> Decimal.createDecimal(builder, precision, scale, 2 * Long.SIZE);
            case DATE -> Date.createDate(builder, DateUnit.DAY);
            case TIMESTAMP -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0);
            case MOMENT -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString(ZONE));
            case TEXT -> {
                Utf8.startUtf8(builder);
                yield Utf8.endUtf8(builder);
            }
        };
    }
}
