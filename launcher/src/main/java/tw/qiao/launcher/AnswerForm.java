package tw.qiao.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.query.Found;
import tw.qiao.kernel.CanonicalJson;

/** How an answer is printed. The names are those of the option. */
enum AnswerForm {
    csv {
        @Override
        String write(Found answer) {
            var lines = new ArrayList<String>();
            lines.add(answer.columns().stream().map(AnswerForm::quoted).collect(Collectors.joining(",")));
            rows(answer)
                    .forEach(row ->
                            lines.add(row.stream().map(AnswerForm::quoted).collect(Collectors.joining(","))));
            return String.join("\r\n", lines) + "\r\n";
        }
    },
    json {
        @Override
        String write(Found answer) {
            var list = CanonicalJson.MAPPER.createArrayNode();
            for (JsonNode cells : answer.rows()) {
                var row = list.addObject();
                for (int i = 0; i < answer.columns().size(); i++) {
                    row.set(answer.columns().get(i), cells.get(i));
                }
            }
            return CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
        }
    },
    table {
        @Override
        String write(Found answer) {
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

    abstract String write(Found answer);

    private static List<List<String>> rows(Found answer) {
        return answer.rows().stream()
                .map(row -> row.valueStream()
                        .map(cell -> cell.isNull() ? "" : cell.asString())
                        .toList())
                .toList();
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

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
