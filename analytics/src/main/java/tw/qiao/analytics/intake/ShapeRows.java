package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/** The records of a table of dBase, each with the shape of the same number. */
final class ShapeRows implements Rows {
    private final Path path;
    private final DbaseRows table;
    private final Shapes shapes;
    private final Reading.Geometry geometry;
    private long shape;
    private boolean begun;

    private ShapeRows(Path path, DbaseRows table, Shapes shapes, Reading.Geometry geometry) {
        this.path = path;
        this.table = table;
        this.shapes = shapes;
        this.geometry = geometry;
    }

    static Rows of(SourceFile file, Reading reading) {
        Path path = file.path();
        try {
            InputStream table = Companions.open(path, "dbf")
                    .orElseThrow(() ->
                            Problem.invalid("intake_shapes", path + " needs its table (.dbf) beside it 缺少同名的 .dbf 檔"));
            Optional<String> told = Companions.text(path, "cpg");
            InputStream shapes = Companions.open(path, "shp").orElseThrow();
            return new ShapeRows(
                    path,
                    DbaseRows.of(path, table, reading.charset().or(() -> told)),
                    Shapes.read(path, shapes),
                    reading.geometry());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Row> next() {
        Optional<Row> row = table.next();
        if (row.isEmpty() || geometry == Reading.Geometry.NONE) {
            return row;
        }
        var cells = new ArrayList<>(row.get().cells());
        if (!begun) {
            begun = true;
            cells.addAll(Geometries.names(geometry));
            return Optional.of(new Row(0, cells));
        }
        cells.addAll(shape(row.get().line()));
        return Optional.of(new Row(row.get().line(), cells));
    }

    private List<String> shape(long record) {
        String text = "";
        while (shape < record) {
            text = shapes.next()
                    .orElseThrow(() ->
                            Problem.invalid("intake_shapes", path + " has fewer shapes than records 圖形數少於屬性資料筆數"));
            shape++;
        }
        return Geometries.cells(geometry, text);
    }

    @Override
    public long deleted() {
        return table.deleted();
    }

    @Override
    public void close() {
        table.close();
        shapes.close();
    }
}
