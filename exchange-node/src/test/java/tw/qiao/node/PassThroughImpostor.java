package tw.qiao.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.MessageSigner;

/** A server with the provider's keys, in the place of its node, that answers octet by octet as a test wants. */
final class PassThroughImpostor implements AutoCloseable {
    final List<RequestHead> asked = new CopyOnWriteArrayList<>();
    final MessageSigner signer;
    private final ServerSocket listener;
    private final Script script;

    /** What it says to a request. */
    interface Script {
        void answer(RequestHead request, PassThroughImpostor impostor, OutputStream out) throws IOException;
    }

    PassThroughImpostor(ExchangeFixture exchange, Script script) {
        this.script = script;
        signer = new MessageSigner(exchange.keys("RIS").signing(), true, exchange.clock, exchange.ids);
        try {
            listener = new TlsIdentity(exchange.keys("RIS"))
                    .accepting(any -> true)
                    .getServerSocketFactory()
                    .createServerSocket(exchange.settings("RIS").providerPort(), 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (true) {
            try (Socket socket = listener.accept()) {
                var request = request(socket.getInputStream());
                if (request.fields().has("gx-id")) { // others are for a witness
                    asked.add(request);
                    script.answer(request, this, socket.getOutputStream());
                }
            } catch (IOException gone) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private static RequestHead request(InputStream in) throws IOException {
        String start = line(in);
        var fields = new Fields();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            fields.add(line.substring(0, colon), line.substring(colon + 1));
        }
        String[] words = start.split(" ", -1);
        return new RequestHead(words[0], "", words[1], "", fields);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("The connection was closed");
            }
            line.append(octet == '\r' ? "" : (char) octet);
        }
        return line.toString();
    }

    /** The head of an answer whose body is to be passed on, signed. */
    ResponseHead head(RequestHead request) {
        var head = new ResponseHead(
                200,
                new Fields()
                        .add("content-type", "text/plain")
                        .add("gx-id", request.fields().required("gx-id")));
        signer.prepare(head, request).sign();
        return head;
    }

    /** Says a head, and that the body comes in chunks. */
    static void say(ResponseHead head, OutputStream out) throws IOException {
        say(
                "HTTP/1.1 200 OK\r\n" + lines(head.fields())
                        + "trailer: content-digest, signature-input, signature\r\ntransfer-encoding: chunked\r\n\r\n",
                out);
    }

    static void say(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static void chunk(String body, OutputStream out) throws IOException {
        say(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n", out);
    }

    static void end(Fields trailers, OutputStream out) throws IOException {
        say("0\r\n" + lines(trailers) + "\r\n", out);
    }

    private static String lines(Fields fields) {
        var lines = new StringBuilder();
        for (String name : fields.names()) {
            fields.all(name)
                    .forEach(
                            line -> lines.append(name).append(": ").append(line).append("\r\n"));
        }
        return lines.toString();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
