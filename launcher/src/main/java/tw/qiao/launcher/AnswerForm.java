package tw.qiao.launcher;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.CanonicalJson;

/** How an answer is printed. The names are those of the option. */
enum AnswerForm {
    csv {
        @Override
        String write(Result answer) {
            var text = new StringWriter();
            try {
                CsvFormat.write(answer, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        }
    },
    json {
        @Override
        String write(Result answer) {
            var list = CanonicalJson.MAPPER.createArrayNode();
            for (JsonNode cells : JsonFormat.tree(answer).path("rows")) {
                var row = list.addObject();
                for (int i = 0; i < answer.columns().size(); i++) {
                    JsonNode cell = cells.get(i);
                    row.set(answer.columns().get(i), json(cell, answer.types().get(i)));
                }
            }
            return CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
        }
    },
    table {
        @Override
        String write(Result answer) {
            List<List<String>> rows = rows(answer);
            int[] widths = IntStream.range(0, answer.columns().size())
                    .map(i -> IntStream.concat(
                                    IntStream.of(width(answer.columns().get(i))),
                                    rows.stream().mapToInt(row -> width(row.get(i))))
                            .max()
                            .orElse(0))
                    .toArray();
            var text = new StringBuilder();
            line(text, answer.columns(), widths);
            line(text, IntStream.of(widths).mapToObj("─"::repeat).toList(), widths);
            rows.forEach(row -> line(text, row, widths));
            return text.append(rows.size())
                    .append(rows.size() == 1 ? " row\n" : " rows\n")
                    .toString();
        }
    };

    private static final int FIRST_WIDE = 0x1100;

    abstract String write(Result answer);

    private static JsonNode json(JsonNode cell, String type) {
        var nodes = CanonicalJson.MAPPER.getNodeFactory();
        if (cell.has("missing")) {
            return nodes.nullNode();
        }
        return type.equals("BOOLEAN") && cell.isString()
                ? nodes.booleanNode(Boolean.parseBoolean(cell.asString()))
                : cell;
    }

    private static List<List<String>> rows(Result answer) {
        return answer.rows().stream()
                .map(row -> row.stream().map(AnswerForm::text).toList())
                .toList();
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> value.toPlainString();
            case Cell.Text(String value) -> value;
            case Cell.Missing _ -> "";
            case Cell.Suppressed _ -> "*";
        };
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            text.append(cell);
            text.repeat(" ", i == cells.size() - 1 ? 0 : widths[i] - width(cell) + 2);
        }
        text.append('\n');
    }

    /** In columns of a terminal, on which Chinese characters take two. */
    private static int width(String text) {
        return text.codePoints()
                .map(c -> c >= FIRST_WIDE && !(c >= 0x2000 && c < 0x2E80) ? 2 : 1)
                .sum();
    }
}
