package tw.qiao.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One byte form for each JSON value, so that hashes and signatures over JSON are stable: the JSON Canonicalization
 * Scheme (RFC 8785), restricted to numbers that are whole and within ±(2<sup>53</sup> − 1). Amounts with fractions are
 * written as strings.
 */
public final class CanonicalJson {
    private static final long LARGEST = (1L << 53) - 1;

    /** Reads JSON strictly: duplicate keys are an error. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CanonicalJson() {}

    /** The canonical bytes of {@code value}, which is a tree or anything Jackson can turn into one. */
    public static byte[] bytes(Object value) {
        var out = new StringBuilder(512);
        writeValue(value, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Maps of texts and numbers, which most statements are, need no tree. */
    private static void writeValue(Object value, StringBuilder out) {
        switch (value) {
            case String text -> writeString(text, out);
            case Boolean truth -> out.append(truth.booleanValue());
            case Integer number -> out.append(number.intValue());
            case SortedMap<?, ?> map when isOfTexts(map) -> writeSorted(map, out);
            case Map<?, ?> map when isOfTexts(map) -> writeSorted(new TreeMap<>(map), out);
            default -> write(MAPPER.valueToTree(value), out);
        }
    }

    private static boolean isOfTexts(Map<?, ?> map) {
        for (Object name : map.keySet()) {
            if (!(name instanceof String)) {
                return false;
            }
        }
        return !(map instanceof SortedMap<?, ?> sorted) || sorted.comparator() == null;
    }

    /** In the natural order of texts, by UTF-16 code units, as RFC 8785, 3.2.3 asks. */
    private static void writeSorted(SortedMap<?, ?> map, StringBuilder out) {
        char before = '{';
        for (var member : map.entrySet()) {
            out.append(before);
            writeString((String) member.getKey(), out);
            out.append(':');
            Object value = member.getValue();
            if (value == null) {
                out.append("null");
            } else {
                writeValue(value, out);
            }
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < node.size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    write(node.get(i), out);
                }
                out.append(']');
            }
            case STRING -> writeString(node.stringValue(), out);
            case NUMBER -> out.append(whole(node));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("Not a JSON value: " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, StringBuilder out) {
        String[] names = node.propertyNames().toArray(String[]::new);
        Arrays.sort(names); // by UTF-16 code units, as RFC 8785, 3.2.3 asks
        out.append('{');
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            writeString(names[i], out);
            out.append(':');
            write(node.get(names[i]), out);
        }
        out.append('}');
    }

    private static long whole(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || Math.abs(node.longValue()) > LARGEST) {
            throw new IllegalArgumentException("Only whole numbers within 53 bits have a canonical form here");
        }
        return node.longValue();
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, plain, i);
            plain = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default ->
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        out.append(text, plain, text.length()).append('"');
    }
}
