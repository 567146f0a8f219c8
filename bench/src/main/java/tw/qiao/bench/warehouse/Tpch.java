package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The questions of TPC-H. */
final class Tpch {
    private Tpch() {}

    /** The 22 queries in their order. */
    static List<String> queries() {
        try (var in = Objects.requireNonNull(Tpch.class.getResourceAsStream("tpch.sql"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.substring(all.indexOf('\n')).split(";", -1))
                    .map(String::strip)
                    .filter(query -> !query.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
