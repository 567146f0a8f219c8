package tw.qiao.platform.notifications;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import tw.qiao.platform.notifications.Outbox.Entry;

/** Sends mail over SMTP (RFC 5321), by the settings {@code spring.mail.*}. */
@Component
class SmtpMailer implements Mailer {
    private static final int PERMANENT = 500;

    // Without them a server that stops answering would hold the outbox for ever.
    private static final Map<String, String> TIMEOUTS = Map.of(
            "mail.smtp.connectiontimeout", "5000", "mail.smtp.timeout", "8000", "mail.smtp.writetimeout", "8000");

    static {
        // Named, because otherwise each part of each message searches all jars for it.
        System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    private final ObjectProvider<JavaMailSenderImpl> servers;
    private final DeliverySettings settings;

    SmtpMailer(ObjectProvider<JavaMailSenderImpl> servers, DeliverySettings settings) {
        this.servers = servers;
        this.settings = settings;
    }

    @Override
    public Connection connection() {
        return new SmtpConnection(servers.getIfAvailable(), settings.from());
    }

    /** A message that keeps the Message-ID of its row in the outbox. */
    private static final class Mail extends MimeMessage {
        private final String messageId;

        Mail(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }

    private static final class SmtpConnection implements Connection {
        private final @Nullable JavaMailSenderImpl server;
        private final String from;
        private @Nullable Transport transport;

        SmtpConnection(@Nullable JavaMailSenderImpl server, String from) {
            this.server = server;
            this.from = from;
        }

        @Override
        public Outcome send(Entry entry) {
            if (server == null) {
                return new Outcome.NotNow("No mail server is set (spring.mail.host)");
            }
            try {
                Mail mail = mail(server.getSession(), entry);
                connected(server).sendMessage(mail, mail.getAllRecipients());
                return new Outcome.Accepted();
            } catch (AddressException wrong) {
                return new Outcome.Never("The address is not one that mail can be sent to");
            } catch (MessagingException failure) {
                return outcome(failure);
            }
        }

        private Mail mail(Session session, Entry entry) throws MessagingException {
            var mail = new Mail(session, entry.messageId());
            mail.setFrom(new InternetAddress(from, true));
            mail.setRecipient(Message.RecipientType.TO, recipient(entry.recipient()));
            mail.setSubject(Wording.oneLine(entry.subject()), StandardCharsets.UTF_8.name());
            mail.setSentDate(Date.from(entry.created()));
            mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834
            mail.setText(entry.body(), StandardCharsets.UTF_8.name());
            mail.saveChanges();
            return mail;
        }

        private static InternetAddress recipient(String address) throws AddressException {
            if (address.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
                throw new AddressException("An address is one word");
            }
            return new InternetAddress(address, true);
        }

        private Transport connected(JavaMailSenderImpl server) throws MessagingException {
            Transport current = transport;
            if (current != null && current.isConnected()) {
                return current;
            }
            TIMEOUTS.forEach(server.getSession().getProperties()::putIfAbsent);
            Transport opened =
                    server.getSession().getTransport(server.getProtocol() == null ? "smtp" : server.getProtocol());
            opened.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
            transport = opened;
            return opened;
        }

        @Override
        public void close() {
            try {
                if (transport != null) {
                    transport.close();
                }
            } catch (MessagingException closed) {
                transport = null; // what was accepted stays accepted; nothing is lost by a failing QUIT
            }
        }

        private static Outcome outcome(MessagingException failure) {
            OptionalInt code = code(failure);
            String error = failure.getClass().getSimpleName() + (code.isPresent() ? " " + code.getAsInt() : "") + ": "
                    + Wording.oneLine(String.valueOf(failure.getMessage()));
            boolean permanent = code.isPresent() && code.getAsInt() >= PERMANENT;
            return permanent ? new Outcome.Never(error) : new Outcome.NotNow(error);
        }

        // Only refusals of this message count; a refused sign-in is repaired on our side, and mail then goes out.
        private static OptionalInt code(@Nullable Exception failure) {
            return switch (failure) {
                case SMTPAddressFailedException refused -> OptionalInt.of(refused.getReturnCode());
                case SMTPSenderFailedException refused -> OptionalInt.of(refused.getReturnCode());
                case SMTPSendFailedException refused
                when refused.getNextException() == null -> OptionalInt.of(refused.getReturnCode());
                case SMTPSendFailedException refused -> {
                    OptionalInt inner = code(refused.getNextException());
                    yield inner.isPresent() ? inner : OptionalInt.of(refused.getReturnCode());
                }
                case SendFailedException refused -> code(refused.getNextException());
                case null, default -> OptionalInt.empty();
            };
        }
    }
}
