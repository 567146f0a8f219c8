package tw.qiao.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
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
            case Map<?, ?> map when map.keySet().stream().allMatch(String.class::isInstance) -> writeMap(map, out);
            default -> write(MAPPER.valueToTree(value), out);
        }
    }

    private static void writeMap(Map<?, ?> map, StringBuilder out) {
        String[] names = map.keySet().toArray(String[]::new);
        Arrays.sort(names); // by UTF-16 code units, as RFC 8785, 3.2.3 asks
        out.append('{');
        for (int i = 0; i < names.length; i++) {
            out.append(i > 0 ? "," : "");
            writeString(names[i], out);
            out.append(':');
            Object value = map.get(names[i]);
            if (value == null) {
                out.append("null");
            } else {
                writeValue(value, out);
            }
        }
        out.append('}');
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
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> appendOther(c, out);
            }
        }
        out.append('"');
    }

    private static void appendOther(char c, StringBuilder out) {
        if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        } else {
            out.append(c);
        }
    }
}
