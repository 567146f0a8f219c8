package tw.qiao.platform.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Properties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import tw.qiao.kernel.Text;

/**
 * The demonstration's own mail server: real SMTP on a free port of the loopback interface, so that no mail to a
 * synthetic person ever leaves the machine. It does not run when a mail server is set.
 */
@Configuration
@ConditionalOnBooleanProperty("qiao.site.demo")
@ConditionalOnExpression("'${spring.mail.host:}' == ''")
class DemoMailServer {
    private static final int LARGEST = 1_000_000;
    private static final Session NO_SETTINGS = Session.getInstance(new Properties());

    private final DemoMails mails;

    DemoMailServer(DemoMails mails) {
        this.mails = mails;
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    SMTPServer smtpServer() {
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Qiao demonstration")
                .maxMessageSize(LARGEST)
                .messageHandler(this::received)
                .build();
    }

    @Bean
    JavaMailSenderImpl demoMailSender(SMTPServer server) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        sender.setPort(server.getPortAllocated());
        return sender;
    }

    private void received(MessageContext context, String from, String to, byte[] data) throws RejectException {
        try {
            var mail = new MimeMessage(NO_SETTINGS, new ByteArrayInputStream(data));
            mails.keep(clean(mail.getMessageID()), clean(to), clean(mail.getSubject()), text(mail));
        } catch (MessagingException | IOException unreadable) {
            throw new RejectException(554, "This is not a mail");
        } catch (DataAccessException away) {
            throw new RejectException(451, "The mail cannot be kept now");
        }
    }

    private static String text(MimeMessage mail) throws MessagingException, IOException {
        return mail.getContent() instanceof String text ? clean(text) : "";
    }

    private static String clean(@org.jspecify.annotations.Nullable String text) {
        String own = text == null ? "" : text;
        return Text.isClean(own) ? own : own.replaceAll("\\p{Cntrl}", " ");
    }
}
