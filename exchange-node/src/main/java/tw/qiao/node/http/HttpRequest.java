package tw.qiao.node.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

/** A request as it is written: RFC 9112, 3. */
record HttpRequest(String method, String target, String host, Fields fields, Body body) {
    /** Head and body in one piece, so that they go in one write; of a large body the head alone, which asks for it. */
    byte[] octets() {
        var head = new StringBuilder(1024);
        head.append(method)
                .append(' ')
                .append(oneLine(target))
                .append(" HTTP/1.1\r\nhost: ")
                .append(host);
        for (String name : fields.names()) {
            for (String value : fields.all(name)) {
                head.append("\r\n").append(oneLine(name)).append(": ").append(oneLine(value));
            }
        }
        boolean hasLength = !body.isEmpty() || method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        head.append(hasLength ? "\r\ncontent-length: " + body.length() : "")
                .append(body.isLarge() ? "\r\nexpect: 100-continue" : "")
                .append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (body.isLarge()) {
            return start;
        }
        byte[] whole = Arrays.copyOf(start, start.length + body.octets().length);
        System.arraycopy(body.octets(), 0, whole, start.length, body.octets().length);
        return whole;
    }

    /** The text, which cannot begin a line of its own. */
    private static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7F || c > 0xFF) {
                throw new IllegalArgumentException("A part of a request holds a character that cannot be sent");
            }
        }
        return text;
    }

    boolean hasNoAnswerBody() {
        return method.equals("HEAD");
    }
}
