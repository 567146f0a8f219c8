package tw.qiao.analytics.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** One connection: who is there, then what she asks, until she leaves. */
final class Session {
    private static final int VERSION_3 = 196_608;
    private static final int CANCEL = 80_877_102;
    private static final int ENCRYPTION_TLS = 80_877_103;
    private static final int ENCRYPTION_GSS = 80_877_104;
    private static final int PATIENCE_MILLISECONDS = 10_000;
    private static final Map<String, String> SETTINGS = Map.of(
            "server_version", "16.0 (Qiao)",
            "server_encoding", "UTF8",
            "client_encoding", "UTF8",
            "DateStyle", "ISO, YMD",
            "IntervalStyle", "postgres",
            "TimeZone", "Asia/Taipei",
            "integer_datetimes", "on",
            "standard_conforming_strings", "on",
            "default_transaction_read_only", "on");

    private final Socket socket;
    private final Door door;
    private final long key;
    private final LongConsumer cancelling;
    private final Messages messages;
    private volatile @Nullable Statements statements;

    Session(Socket socket, Door door, long key, LongConsumer cancelling) throws IOException {
        this.socket = socket;
        this.door = door;
        this.key = key;
        this.cancelling = cancelling;
        this.messages = new Messages(
                new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                new BufferedOutputStream(socket.getOutputStream()));
    }

    void serve() throws IOException {
        try {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            Optional<Desk> desk = begin();
            if (desk.isPresent()) {
                socket.setSoTimeout(0);
                var own = new Statements(desk.get());
                statements = own;
                greet();
                new Conversation(messages, own).hold();
            }
        } catch (EOFException e) {
            // she left without a word, which is as good
        } catch (BufferUnderflowException e) {
            throw new IOException("A message that ends too early", e);
        }
    }

    void cancel() {
        Statements own = statements;
        if (own != null) {
            own.cancel();
        }
    }

    private Optional<Desk> begin() throws IOException {
        while (true) {
            ByteBuffer first = messages.content();
            switch (first.getInt()) {
                case ENCRYPTION_TLS, ENCRYPTION_GSS -> messages.refuseEncryption();
                case CANCEL -> {
                    cancelling.accept(first.getLong());
                    return Optional.empty();
                }
                case VERSION_3 -> {
                    return admit(first);
                }
                default -> {
                    refuse("0A000", "Version 3.0 of the protocol was expected");
                    return Optional.empty();
                }
            }
        }
    }

    private Optional<Desk> admit(ByteBuffer first) throws IOException {
        var startup = new Messages.Received(' ', first);
        var wishes = new HashMap<String, String>();
        for (String name = startup.text(); !name.isEmpty(); name = startup.text()) {
            wishes.put(name, startup.text());
        }
        messages.number(3).send('R');
        messages.flush();
        Messages.Received password = messages.read();
        if (password.kind() != 'p') {
            refuse("28000", "A password message was expected");
            return Optional.empty();
        }
        try {
            Optional<Desk> desk = door.open(wishes.getOrDefault("user", ""), password.text());
            if (desk.isEmpty()) {
                refuse("28P01", "No such user, or the token is not hers");
            }
            return desk;
        } catch (Problem e) {
            refuse("28000", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void greet() throws IOException {
        messages.number(0).send('R');
        for (var setting : SETTINGS.entrySet()) {
            messages.text(setting.getKey()).text(setting.getValue()).send('S');
        }
        messages.bytes(ByteBuffer.allocate(Long.BYTES).putLong(key).array()).send('K');
    }

    private void refuse(String state, String message) throws IOException {
        Conversation.error(messages, "FATAL", state, message);
        messages.flush();
    }
}
