package tw.qiao.node.http;

import java.nio.charset.StandardCharsets;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

/** A request as it is written: RFC 9112, 3. */
record HttpRequest(String method, String target, String host, Fields fields, Body body) {
    /** Head and body in one piece, so that they go in one write. */
    byte[] octets() {
        var head = new StringBuilder(1024);
        head.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nhost: ")
                .append(host);
        for (String name : fields.names()) {
            for (String value : fields.all(name)) {
                head.append("\r\n").append(name).append(": ").append(value);
            }
        }
        requireOneLineEach(head);
        boolean hasLength = !body.isEmpty() || method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        head.append(hasLength ? "\r\ncontent-length: " + body.octets().length : "")
                .append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + body.octets().length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body.octets(), 0, whole, start.length, body.octets().length);
        return whole;
    }

    /** No value can begin a line of its own: the only line breaks are those before names. */
    private void requireOneLineEach(StringBuilder head) {
        int lines = 1;
        for (String name : fields.names()) {
            lines += fields.all(name).size();
        }
        int breaks = 0;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            breaks += c == '\n' ? 1 : 0;
            if (c > 0xFF || (c < 0x20 && c != '\r' && c != '\n' && c != '\t') || c == 0x7F) {
                throw new IllegalArgumentException("A header field holds a character that cannot be sent");
            }
        }
        if (breaks != lines) {
            throw new IllegalArgumentException("A header field holds a line break");
        }
    }

    boolean hasNoAnswerBody() {
        return method.equals("HEAD");
    }
}
