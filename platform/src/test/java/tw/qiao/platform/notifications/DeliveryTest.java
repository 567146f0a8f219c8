package tw.qiao.platform.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tw.qiao.platform.notifications.FakeSmtpServer.Fault;
import tw.qiao.platform.notifications.Outbox.Entry;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryTest {
    private static final String[] QUICK = {
        "qiao.site.demo=true",
        "qiao.notifications.poll=50ms",
        "qiao.notifications.lease=1s",
        "qiao.notifications.base=50ms",
        "qiao.notifications.cap=1s",
        "qiao.notifications.attempts=5"
    };

    private final FakeSmtpServer server = new FakeSmtpServer();
    private TestPlatform platform;
    private UUID account;

    @BeforeAll
    void start() {
        platform = TestPlatform.start(with("spring.mail.host=127.0.0.1", "spring.mail.port=" + server.port()));
        account = account(platform, "reader@example.org");
    }

    @AfterAll
    void stop() {
        platform.close();
        server.close();
    }

    @BeforeEach
    @AfterEach
    void empty() {
        waitUntil(() -> count("select count(*) from notifications.outbox where state in ('waiting', 'sending')") == 0);
        server.accepted().clear();
        platform.database().sql("delete from notifications.outbox").update();
    }

    private static String[] with(String... more) {
        return Stream.concat(Arrays.stream(QUICK), Arrays.stream(more)).toArray(String[]::new);
    }

    private static UUID account(TestPlatform platform, String email) {
        UUID id = UUID.randomUUID();
        platform.database().sql("""
                        insert into identity.account (id, national_id, name, email, language, roles, agency)
                        values (:id, :id::text, '收信人', :email, 'zh-Hant-TW', '{CITIZEN}', '')
                        """).param("id", id).param("email", email).update();
        return id;
    }

    private Notice notice(String key, Map<String, String> values) {
        return new Notice(account, "case-submitted", values, "/my", key);
    }

    private void send(Notice notice) {
        platform.bean(TransactionTemplate.class)
                .executeWithoutResult(_ -> platform.bean(Notices.class).send(notice));
    }

    private int count(String sql) {
        return platform.database().sql(sql).query(Integer.class).single();
    }

    private String state(String key) {
        return platform.database()
                .sql("select state from notifications.outbox where dedupe_key = :key")
                .param("key", key)
                .query(String.class)
                .single();
    }

    @Test
    void sendsOnceHoweverOftenAndFromHoweverManyPlacesTheSameIsTold() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 30).forEach(_ -> threads.execute(() -> send(notice("same", Map.of("receipt", "R-1")))));
            IntStream.range(0, 4)
                    .forEach(_ ->
                            threads.execute(() -> platform.bean(Delivery.class).deliverDue()));
        }

        waitUntil(() -> state("same").equals("sent"));
        assertThat(server.accepted()).hasSize(1);
        assertThat(count("select count(*) from notifications.notice where dedupe_key = 'same'"))
                .isEqualTo(1);
    }

    @Test
    void letsManySendersShareTheOutboxWithoutSendingTwice() {
        IntStream.range(0, 60).forEach(number -> send(notice("shared-" + number, Map.of("receipt", "R-" + number))));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 6)
                    .forEach(_ ->
                            threads.execute(() -> platform.bean(Delivery.class).deliverDue()));
        }

        waitUntil(() -> count("select count(*) from notifications.outbox where state = 'sent'") == 60);
        assertThat(server.accepted()).hasSize(60);
        assertThat(messageIds()).doesNotHaveDuplicates();
    }

    @Test
    void triesAgainAfterTemporaryFailures() {
        server.plan(Fault.TRY_LATER, Fault.HANG_UP_EARLY, Fault.TRY_LATER);

        send(notice("temporary", Map.of("receipt", "R-2")));

        waitUntil(() -> state("temporary").equals("sent"));
        assertThat(server.accepted()).hasSize(1);
        assertThat(count("select attempts from notifications.outbox where dedupe_key = 'temporary'"))
                .isEqualTo(4);
    }

    @Test
    void doesNotRetryWhatTheServerRefusesForGoodUntilAnAdministratorDoes() {
        server.plan(Fault.NO_SUCH_MAILBOX);

        send(notice("refused", Map.of("receipt", "R-3")));
        waitUntil(() -> state("refused").equals("dead"));

        assertThat(server.accepted()).isEmpty();
        assertThat(count("select attempts from notifications.outbox where dedupe_key = 'refused'"))
                .isEqualTo(1);
        TestVisitor administrator = signedIn("系統管理員");
        var page = administrator.open("/notifications/undelivered");
        assertThat(page.text()).contains("reader@example.org", "550");
        administrator.submit(page, "main form", Map.of());
        waitUntil(() -> state("refused").equals("sent"));
        assertThat(server.accepted()).hasSize(1);
        assertThat(signedIn("王小橋").open("/notifications/undelivered").status()).isEqualTo(403);
    }

    @Test
    void givesUpAfterManyFailures() {
        server.plan(Fault.TRY_LATER, Fault.TRY_LATER, Fault.TRY_LATER, Fault.TRY_LATER, Fault.TRY_LATER);

        send(notice("hopeless", Map.of("receipt", "R-4")));

        waitUntil(() -> state("hopeless").equals("dead"));
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void repeatsWithTheSameMessageIdWhenTheAnswerGotLost() {
        server.plan(Fault.ACCEPT_AND_HANG_UP);

        send(notice("lost", Map.of("receipt", "R-5")));

        waitUntil(() -> state("lost").equals("sent"));
        assertThat(server.accepted()).hasSize(2);
        assertThat(messageIds().stream().distinct()).hasSize(1);
    }

    @Test
    void goesOnWithTheSameMessageIdWhenTheSenderDiedBeforeItsCommit() {
        Outbox outbox = platform.bean(Outbox.class);
        Mailer mailer = platform.bean(Mailer.class);
        platform.bean(Delivery.class).stop();
        send(notice("killed", Map.of("receipt", "R-6")));

        List<Entry> claimed = outbox.claim(1, Duration.ofSeconds(1));
        try (var connection = mailer.connection()) {
            connection.send(claimed.getFirst());
        }
        assertThat(outbox.claim(1, Duration.ofSeconds(1))).isEmpty();
        platform.bean(Delivery.class).start();

        waitUntil(() -> state("killed").equals("sent"));
        assertThat(server.accepted()).hasSize(2);
        assertThat(messageIds().stream().distinct()).hasSize(1);
    }

    @Test
    void keepsALateSenderFromUndoingWhatAnotherDid() {
        Outbox outbox = platform.bean(Outbox.class);
        platform.bean(Delivery.class).stop();
        send(notice("late", Map.of("receipt", "R-7")));
        Entry slow = outbox.claim(1, Duration.ZERO).getFirst();
        Entry quick = outbox.claim(1, Duration.ofMinutes(1)).getFirst();

        outbox.postpone(slow, Duration.ZERO, "timeout");
        assertThat(state("late")).isEqualTo("sending");
        outbox.sent(quick);
        outbox.bury(slow, "timeout");

        assertThat(state("late")).isEqualTo("sent");
        platform.bean(Delivery.class).start();
    }

    @Test
    void sendsNothingThatItsTransactionTookBack() {
        TransactionTemplate transaction = platform.bean(TransactionTemplate.class);

        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    platform.bean(Notices.class).send(notice("undone", Map.of()));
                    throw new IllegalStateException("the step failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> platform.bean(Notices.class).send(notice("alone", Map.of())))
                .isInstanceOf(IllegalTransactionStateException.class);

        assertThat(count("select count(*) from notifications.notice where dedupe_key in ('undone', 'alone')"))
                .isZero();
        assertThat(count("select count(*) from notifications.outbox")).isZero();
    }

    @Test
    void letsNobodyWriteHeaders() {
        send(notice("header", Map.of("receipt", "R-8\r\nBcc: victim@example.org\r\n\r\nbody", "service", "{receipt}")));

        waitUntil(() -> state("header").equals("sent"));
        String mail = server.accepted().getFirst();
        String headers = mail.substring(0, mail.indexOf("\n\n"));
        assertThat(headers.lines().filter(line -> line.startsWith("Bcc"))).isEmpty();
        assertThat(headers).contains("To: reader@example.org", "Auto-Submitted: auto-generated");
        assertThat(count("select count(*) from notifications.outbox where subject ~ '[\\r\\n]'"))
                .isZero();
        assertThat(platform.database()
                        .sql("select body from notifications.outbox where dedupe_key = 'header'")
                        .query(String.class)
                        .single())
                .contains("{receipt}");
    }

    @Test
    void writesToTheAddressOfTheApplicationWhenThereIsOne() {
        send(new Notice(account, "mine@example.org", "case-submitted", Map.of(), "/my", "own-address"));

        waitUntil(() -> state("own-address").equals("sent"));
        assertThat(platform.database()
                        .sql("select recipient from notifications.outbox where dedupe_key = 'own-address'")
                        .query(String.class)
                        .single())
                .isEqualTo("mine@example.org");
    }

    @Test
    void buriesAnAddressThatIsNone() {
        UUID odd = account(platform, "a@b.example\r\nBcc: victim@example.org");

        send(new Notice(odd, "case-submitted", Map.of(), "/my", "odd-address"));

        waitUntil(() -> state("odd-address").equals("dead"));
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void waitsLongerAfterEveryFailureButNeverLongerThanTheCap() {
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofHours(1), new Random(1));

        for (int failures = 1; failures < 100; failures++) {
            long longest = Math.min(3_600_000, 2000L << Math.min(failures - 1, 30));
            assertThat(backoff.after(failures).toMillis()).isBetween(longest / 2, longest);
        }
    }

    @Test
    void survivesThatThePlatformStops(@TempDir Path data) {
        String database = TestDatabase.create();
        UUID reader;
        try (var first = TestPlatform.start(database, data, with("spring.mail.host=127.0.0.1", "spring.mail.port=1"))) {
            reader = account(first, "later@example.org");
            first.bean(TransactionTemplate.class)
                    .executeWithoutResult(_ -> first.bean(Notices.class)
                            .send(new Notice(reader, "case-submitted", Map.of("receipt", "R-9"), "/my", "later")));
        }

        try (var second = TestPlatform.start(database, data, QUICK)) {
            waitUntil(() -> second.bean(DemoMails.class).count("later@example.org") == 1);
            assertThat(second.visitor()
                            .open("/demo/inbox?to=later%40example.org")
                            .text())
                    .contains("R-9", "示範");
            Entry again = entry(second);
            try (var connection = second.bean(Mailer.class).connection()) {
                assertThat(connection.send(again)).isInstanceOf(Mailer.Outcome.Accepted.class);
            }
            assertThat(second.bean(DemoMails.class).count("later@example.org")).isEqualTo(1);
        }
    }

    @Test
    void hasNoDemoInboxOutsideADemonstration() {
        try (var real = TestPlatform.start()) {
            assertThat(real.visitor().open("/demo/inbox").status()).isEqualTo(404);
        }
    }

    private static Entry entry(TestPlatform platform) {
        return platform.database()
                .sql("select * from notifications.outbox where dedupe_key = 'later'")
                .query((row, _) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("template"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getString("message_id"),
                        1,
                        "",
                        Instant.EPOCH))
                .single();
    }

    private List<String> messageIds() {
        return server.accepted().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Message-ID:"))
                .toList();
    }

    private TestVisitor signedIn(String name) {
        TestVisitor visitor = platform.visitor();
        var page = visitor.open("/demo/sign-in");
        String number = page.document().select(".demo-person").stream()
                .filter(card -> card.select("h3").text().equals(name))
                .map(card -> card.select("[name=nationalId]").val())
                .findFirst()
                .orElseThrow();
        visitor.submit(page, ".demo-person form", Map.of("nationalId", number));
        return visitor;
    }

    private static void waitUntil(BooleanSupplier condition) {
        Clock clock = Clock.systemUTC();
        Instant end = clock.instant().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(clock.instant()).isBefore(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
