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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** One connection: who is there, then what she asks, until she leaves. */
final class Session {
    private static final int VERSION_3 = 196_608;
    private static final int CANCEL = 80_877_102;
    private static final int ENCRYPTION_TLS = 80_877_103;
    private static final int ENCRYPTION_GSS = 80_877_104;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final ScramSecret NOBODYS = ScramSecret.of(UUID.randomUUID().toString());
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

    /** As SHOW names them. */
    static final Map<String, String> SETTINGS_IN_SMALL_LETTERS = SETTINGS.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    setting -> setting.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));

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
        try {
            Optional<Door.Entry> entry = door.entry(wishes.getOrDefault("user", ""));
            // who is not known is asked for a proof too, so that nobody learns which users there are
            boolean proved = proves(entry.map(Door.Entry::secret).orElse(NOBODYS));
            if (!proved || entry.isEmpty()) {
                refuse("28P01", "No such user, or the token is not hers");
                return Optional.empty();
            }
            return Optional.of(entry.get().desk());
        } catch (Problem e) {
            refuse("28000", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean proves(ScramSecret secret) throws IOException {
        messages.number(SASL).text(Scram.NAME).letter('\0').send('R');
        messages.flush();
        Messages.Received first = proof();
        if (!first.text().equals(Scram.NAME)) {
            throw Problem.invalid("wire_scram", "Only " + Scram.NAME + " is offered");
        }
        first.content().getInt();
        Scram scram = Scram.begin(secret);
        messages.number(SASL_CONTINUE).plain(scram.challenge(first.rest())).send('R');
        messages.flush();
        Optional<String> verdict = scram.verdict(proof().rest());
        if (verdict.isPresent()) {
            messages.number(SASL_FINAL).plain(verdict.get()).send('R');
        }
        return verdict.isPresent();
    }

    private Messages.Received proof() throws IOException {
        Messages.Received message = messages.read();
        if (message.kind() != 'p') {
            throw Problem.invalid("wire_scram", "A proof was expected");
        }
        return message;
    }

    private void greet() throws IOException {
        messages.number(0).send('R');
        for (var setting : SETTINGS.entrySet()) {
            messages.text(setting.getKey()).text(setting.getValue()).send('S');
        }
        messages.bytes(ByteBuffer.allocate(Long.BYTES).putLong(key).array()).send('K');
    }

    private void refuse(String state, String message) throws IOException {
        Telling.error(messages, "FATAL", state, message);
        messages.flush();
    }
}
