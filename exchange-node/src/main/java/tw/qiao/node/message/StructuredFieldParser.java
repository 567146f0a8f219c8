package tw.qiao.node.message;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.StructuredFields.BareItem;
import tw.qiao.node.message.StructuredFields.InnerList;
import tw.qiao.node.message.StructuredFields.Item;
import tw.qiao.node.message.StructuredFields.Member;

/** Reads structured fields by the algorithms of RFC 9651, 4.2. */
final class StructuredFieldParser {
    private static final int LONGEST = 8192;
    private static final int MOST = 64;

    private final String text;
    private int at;

    StructuredFieldParser(String text) {
        if (text.length() > LONGEST) {
            throw malformed("it is longer than " + LONGEST + " characters");
        }
        this.text = text;
    }

    Map<String, Member> dictionary() {
        var members = new LinkedHashMap<String, Member>();
        skipSpaces();
        while (at < text.length()) {
            put(members, key(), member());
            skipOptionalWhiteSpace();
            if (at == text.length()) {
                return members;
            }
            expect(',');
            skipOptionalWhiteSpace();
            if (at == text.length()) {
                throw malformed("it ends with a comma");
            }
        }
        return members;
    }

    private static <T> void put(Map<String, T> map, String key, T value) {
        if (map.size() >= MOST) {
            throw malformed("it has too many members");
        }
        if (map.putIfAbsent(key, value) != null) {
            throw malformed("a key comes twice");
        }
    }

    private Member member() {
        if (!next('=')) {
            return new Item(new BareItem.Truth(true), parameters());
        }
        return peek() == '(' ? innerList() : item();
    }

    private InnerList innerList() {
        expect('(');
        var items = new ArrayList<Item>();
        while (true) {
            skipSpaces();
            if (next(')')) {
                return new InnerList(items, parameters());
            }
            if (items.size() >= MOST) {
                throw malformed("a list has too many items");
            }
            items.add(item());
            if (peek() != ' ' && peek() != ')') {
                throw malformed("items must be separated by a space");
            }
        }
    }

    private Item item() {
        return new Item(bareItem(), parameters());
    }

    private Map<String, BareItem> parameters() {
        var parameters = new LinkedHashMap<String, BareItem>();
        while (next(';')) {
            skipSpaces();
            String key = key();
            put(parameters, key, next('=') ? bareItem() : new BareItem.Truth(true));
        }
        return parameters;
    }

    private String key() {
        int start = at;
        if (!isLowerCase(peek()) && peek() != '*') {
            throw malformed("a key must start with a lower-case letter");
        }
        while (isLowerCase(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private BareItem bareItem() {
        char first = peek();
        if (first == '-' || isDigit(first)) {
            return number();
        }
        if (isLetter(first) || first == '*') {
            return token();
        }
        return switch (first) {
            case '"' -> string();
            case ':' -> bytes();
            case '?' -> truth();
            case '@' -> date();
            default -> throw malformed("a value must start here");
        };
    }

    private BareItem number() {
        int start = at;
        boolean negative = next('-');
        int whole = digits();
        if (!next('.')) {
            if (whole > 15) {
                throw malformed("a whole number has at most 15 digits");
            }
            return new BareItem.Whole(Long.parseLong(text, start, at, 10));
        }
        int fraction = digits();
        if (whole > 12 || fraction > 3) {
            throw malformed("a decimal number has at most 12 and 3 digits");
        }
        return new BareItem.Decimal(canonicalDecimal(negative, text.substring(start + (negative ? 1 : 0), at)));
    }

    private static String canonicalDecimal(boolean negative, String digits) {
        int first = 0;
        while (digits.charAt(first) == '0' && digits.charAt(first + 1) != '.') {
            first++;
        }
        int last = digits.length();
        while (digits.charAt(last - 1) == '0' && digits.charAt(last - 2) != '.') {
            last--;
        }
        return (negative ? "-" : "") + digits.substring(first, last);
    }

    private int digits() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        if (start == at) {
            throw malformed("a digit must be here");
        }
        return at - start;
    }

    private BareItem token() {
        int start = at;
        while (isLetter(peek()) || isDigit(peek()) || "!#$%&'*+-.^_`|~:/".indexOf(peek()) >= 0) {
            at++;
        }
        return new BareItem.Token(text.substring(start, at));
    }

    private BareItem string() {
        expect('"');
        var out = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return new BareItem.Text(out.toString());
            }
            if (c == '\\') {
                c = take();
                if (c != '"' && c != '\\') {
                    throw malformed("only \\ and \" may be escaped");
                }
            }
            if (c < 0x20 || c > 0x7e) {
                throw malformed("a string is printable ASCII");
            }
            out.append(c);
        }
    }

    private BareItem bytes() {
        expect(':');
        int end = text.indexOf(':', at);
        if (end < 0) {
            throw malformed("octets must end with a colon");
        }
        String base64 = text.substring(at, end);
        at = end + 1;
        try {
            var value = BareItem.Bytes.of(Base64.getDecoder().decode(base64));
            if (!value.base64().equals(base64)) {
                throw malformed("octets must be canonical base64");
            }
            return value;
        } catch (IllegalArgumentException e) {
            throw malformed("octets must be base64");
        }
    }

    private BareItem truth() {
        expect('?');
        return switch (take()) {
            case '0' -> new BareItem.Truth(false);
            case '1' -> new BareItem.Truth(true);
            default -> throw malformed("a truth value is ?0 or ?1");
        };
    }

    private BareItem date() {
        expect('@');
        if (number() instanceof BareItem.Whole(long seconds)) {
            return new BareItem.Date(seconds);
        }
        throw malformed("a date is a whole number of seconds");
    }

    /** The next character, or NUL, which is never valid, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char take() {
        if (at == text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at++);
    }

    private boolean next(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char expected) {
        if (!next(expected)) {
            throw malformed("expected " + expected);
        }
    }

    private void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    private void skipOptionalWhiteSpace() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLowerCase(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isLetter(char c) {
        return isLowerCase(c) || (c >= 'A' && c <= 'Z');
    }

    private static Problem malformed(String reason) {
        return Faults.client("malformed_structured_field", "A structured field is malformed: " + reason);
    }
}
