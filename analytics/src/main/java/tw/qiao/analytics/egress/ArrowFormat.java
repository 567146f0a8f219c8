package tw.qiao.analytics.egress;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/**
 * Apache Arrow's stream format: a schema, batches of columns, an end. What is missing or suppressed is null; how many
 * cells are suppressed, whether rows are missing at the end and from what the answer was made stand in the schema's
 * metadata.
 */
public final class ArrowFormat {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/vnd.apache.arrow.stream";

    private static final int ROWS_OF_BATCH = 16_384;
    private static final int ALIGNMENT = 8;
    private static final int CONTINUATION = -1;
    private static final int PREFIX = 2 * Integer.BYTES;

    private final OutputStream out;
    private final List<ArrowType> types;

    private ArrowFormat(OutputStream out, List<ArrowType> types) {
        this.out = out;
        this.types = types;
    }

    /** Writes names, types and rows. */
    public static void write(Result result, OutputStream out) throws IOException {
        write(result, suppressed(result), out);
    }

    /** The same for a result of which it is known how many cells are suppressed, so that its rows are read once. */
    public static void write(Result result, long suppressed, OutputStream out) throws IOException {
        var format =
                new ArrowFormat(out, result.types().stream().map(ArrowType::of).toList());
        format.schema(result, suppressed);
        for (int from = 0; from < result.rows().size(); from += ROWS_OF_BATCH) {
            format.batch(result.rows().subList(from, Math.min(result.rows().size(), from + ROWS_OF_BATCH)));
        }
        out.write(little(PREFIX).putInt(CONTINUATION).putInt(0).array());
        out.flush();
    }

    private void schema(Result result, long suppressed) throws IOException {
        var builder = new FlatBufferBuilder();
        int[] fields = new int[types.size()];
        for (int i = 0; i < fields.length; i++) {
            int name = builder.createString(result.columns().get(i));
            int type = types.get(i).write(builder);
            int children = Field.createChildrenVector(builder, new int[0]);
            fields[i] = Field.createField(builder, name, true, types.get(i).kind().code, type, 0, children, 0);
        }
        int[] facts = {
            fact(builder, "suppressed", Long.toString(suppressed)),
            fact(builder, "truncated", Boolean.toString(result.truncated())),
            fact(builder, "provenance", result.provenance().line())
        };
        int vector = Schema.createFieldsVector(builder, fields);
        int metadata = Schema.createCustomMetadataVector(builder, facts);
        message(
                builder,
                MessageHeader.Schema,
                Schema.createSchema(builder, Endianness.Little, vector, metadata, 0),
                List.of());
    }

    private static int fact(FlatBufferBuilder builder, String key, String value) {
        return KeyValue.createKeyValue(builder, builder.createString(key), builder.createString(value));
    }

    private static long suppressed(Result result) {
        return result.rows().stream()
                .flatMap(List::stream)
                .filter(Cell.Suppressed.class::isInstance)
                .count();
    }

    private void batch(List<List<Cell>> rows) throws IOException {
        List<ArrowColumn> columns = IntStream.range(0, types.size())
                .mapToObj(i -> ArrowColumn.of(types.get(i), i, rows))
                .toList();
        var builder = new FlatBufferBuilder();
        // flat buffers are written from the end
        RecordBatch.startNodesVector(builder, columns.size());
        for (ArrowColumn column : columns.reversed()) {
            FieldNode.createFieldNode(builder, rows.size(), column.missing());
        }
        int nodes = builder.endVector();
        var body = new ArrayList<byte[]>();
        columns.forEach(column -> body.addAll(column.buffers()));
        long end = body.stream().mapToLong(buffer -> padded(buffer.length)).sum();
        RecordBatch.startBuffersVector(builder, body.size());
        for (byte[] buffer : body.reversed()) {
            end -= padded(buffer.length);
            Buffer.createBuffer(builder, end, buffer.length);
        }
        int buffers = builder.endVector();
        message(
                builder,
                MessageHeader.RecordBatch,
                RecordBatch.createRecordBatch(builder, rows.size(), nodes, buffers, 0, 0),
                body);
    }

    private void message(FlatBufferBuilder builder, byte kind, int header, List<byte[]> body) throws IOException {
        long length = body.stream().mapToLong(buffer -> padded(buffer.length)).sum();
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, kind, header, length, 0));
        byte[] head = builder.sizedByteArray();
        out.write(
                little(PREFIX).putInt(CONTINUATION).putInt(padded(head.length)).array());
        writePadded(head);
        for (byte[] buffer : body) {
            writePadded(buffer);
        }
    }

    private void writePadded(byte[] bytes) throws IOException {
        out.write(bytes);
        out.write(new byte[padded(bytes.length) - bytes.length]);
    }

    private static int padded(int length) {
        return Math.ceilDiv(length, ALIGNMENT) * ALIGNMENT;
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
