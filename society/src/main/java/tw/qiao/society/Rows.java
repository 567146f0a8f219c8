package tw.qiao.society;

import java.util.EnumMap;
import java.util.Set;

/** The rows of some pools, table by table, of those tables that are wanted. */
final class Rows {
    private final EnumMap<Table, RowBuffer> buffers = new EnumMap<>(Table.class);

    Rows(Set<Table> tables) {
        tables.forEach(table -> buffers.put(table, new RowBuffer()));
    }

    boolean wants(Table table) {
        return buffers.containsKey(table);
    }

    boolean wantsAny(Table... tables) {
        for (Table table : tables) {
            if (wants(table)) {
                return true;
            }
        }
        return false;
    }

    RowBuffer of(Table table) {
        RowBuffer buffer = buffers.get(table);
        if (buffer == null) {
            throw new IllegalStateException("Rows of " + table.qualifiedName() + " were not asked for");
        }
        return buffer;
    }

    void clear() {
        buffers.values().forEach(RowBuffer::clear);
    }

    void forEach(RowSink sink) {
        buffers.forEach((table, rows) -> sink.accept(table, rows.bytes(), rows.length()));
    }
}
