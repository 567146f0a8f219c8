package tw.qiao.node.message;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Structured field values for HTTP (RFC 9651): dictionaries of items and inner lists. Stricter than the RFC where
 * signatures need it: a key may not come twice. Display strings are not read.
 */
public final class StructuredFields {
    private StructuredFields() {}

    /** A member of a dictionary. */
    public sealed interface Member {
        /** The parameters of this member. */
        Map<String, BareItem> parameters();

        /** The one serialisation of this member. */
        String text();
    }

    /** A value with parameters. */
    public record Item(BareItem value, Map<String, BareItem> parameters) implements Member {
        public Item {
            parameters = ordered(parameters);
        }

        @Override
        public String text() {
            return parameters.isEmpty() ? value.text() : value.text() + parametersText(parameters);
        }
    }

    /** A list of items, with parameters of its own. */
    public record InnerList(List<Item> items, Map<String, BareItem> parameters) implements Member {
        public InnerList {
            items = List.copyOf(items);
            parameters = ordered(parameters);
        }

        @Override
        public String text() {
            var text = new StringBuilder("(");
            for (Item item : items) {
                text.append(text.length() > 1 ? " " : "").append(item.text());
            }
            return text.append(')').append(parametersText(parameters)).toString();
        }
    }

    /** A value without parameters. */
    public sealed interface BareItem {
        /** The one serialisation of this value. */
        String text();

        /** A whole number of at most 15 digits. */
        record Whole(long value) implements BareItem {
            @Override
            public String text() {
                return Long.toString(value);
            }
        }

        /** A decimal number in its canonical text. */
        record Decimal(String text) implements BareItem {}

        /** A quoted string of printable ASCII. */
        record Text(String value) implements BareItem {
            @Override
            public String text() {
                boolean plain = value.indexOf('\\') < 0 && value.indexOf('"') < 0;
                return '"' + (plain ? value : value.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
            }
        }

        /** A word without quotes. */
        record Token(String value) implements BareItem {
            @Override
            public String text() {
                return value;
            }
        }

        /** Octets, held in canonical base64. */
        record Bytes(String base64) implements BareItem {
            /** The given octets. */
            static Bytes of(byte[] value) {
                return new Bytes(Base64.getEncoder().encodeToString(value));
            }

            /** The octets. */
            byte[] value() {
                return Base64.getDecoder().decode(base64);
            }

            @Override
            public String text() {
                return ":" + base64 + ":";
            }
        }

        /** True or false. */
        record Truth(boolean value) implements BareItem {
            @Override
            public String text() {
                return value ? "?1" : "?0";
            }
        }

        /** Seconds since 1970. */
        record Date(long seconds) implements BareItem {
            @Override
            public String text() {
                return "@" + seconds;
            }
        }
    }

    static String parametersText(Map<String, BareItem> parameters) {
        var text = new StringBuilder();
        parameters.forEach((name, value) -> {
            text.append(';').append(name);
            if (!(value instanceof BareItem.Truth(boolean set)) || !set) {
                text.append('=').append(value.text());
            }
        });
        return text.toString();
    }

    private static Map<String, BareItem> ordered(Map<String, BareItem> parameters) {
        return parameters.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Reads a dictionary. Anything but a whole, well-formed one is a problem. */
    public static Map<String, Member> dictionary(String text) {
        return new StructuredFieldParser(text).dictionary();
    }
}
