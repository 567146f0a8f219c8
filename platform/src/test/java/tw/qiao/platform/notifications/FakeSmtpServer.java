package tw.qiao.platform.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that fails as a test tells it to, one line of SMTP at a time. */
final class FakeSmtpServer implements AutoCloseable {
    /** What happens to the next message; when nothing is planned it is accepted. */
    enum Fault {
        ACCEPT,
        /** A temporary refusal after the message was sent. */
        TRY_LATER,
        /** A permanent refusal of the recipient. */
        NO_SUCH_MAILBOX,
        /** The connection breaks before the message was sent. */
        HANG_UP_EARLY,
        /** The message is accepted, but the answer gets lost. */
        ACCEPT_AND_HANG_UP
    }

    private final ServerSocket socket;
    private final Queue<Fault> plan = new ConcurrentLinkedQueue<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();

    FakeSmtpServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void plan(Fault... faults) {
        plan.addAll(List.of(faults));
    }

    /** The messages that were accepted, with their headers. */
    List<String> accepted() {
        return accepted;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, "220 fake");
            Fault fault = Fault.ACCEPT;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("MAIL")) {
                    Fault planned = plan.poll();
                    fault = planned == null ? Fault.ACCEPT : planned;
                }
                if (fault == Fault.HANG_UP_EARLY && command.startsWith("DATA")) {
                    return;
                }
                if (command.startsWith("RCPT") && fault == Fault.NO_SUCH_MAILBOX) {
                    say(client, "550 no such mailbox");
                } else if (command.startsWith("DATA")) {
                    say(client, "354 go on");
                    if (!take(client, in, fault)) {
                        return;
                    }
                } else if (command.startsWith("QUIT")) {
                    say(client, "221 bye");
                    return;
                } else {
                    say(client, "250 ok");
                }
            }
        } catch (IOException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean take(Socket client, BufferedReader in, Fault fault) throws IOException {
        var message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        if (fault == Fault.TRY_LATER) {
            say(client, "451 try later");
            return true;
        }
        accepted.add(message.toString());
        if (fault == Fault.ACCEPT_AND_HANG_UP) {
            return false;
        }
        say(client, "250 accepted");
        return true;
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
