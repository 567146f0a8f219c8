package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** What a log keeps and signs beside its public entries. */
class AttachmentTest {
    private static final SigningKey LOG = SigningKey.generate(SignatureAlgorithm.ED25519);
    private static final SigningKey SIGNER = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);

    @TempDir
    Path folder;

    @Test
    void keepsPrivateOctetsWithAnEntryAndOutOfEveryPublicFile() {
        try (var log = open()) {
            log.append("plain", bytes("public"));
            var appended = log.append(new NewEntry("kept", bytes("public")).attached(i -> bytes("private " + i), 10));
            assertThat(appended.index()).isEqualTo(1);
            log.checkpointNow();
            assertThat(new String(log.file("tile/entries/000.p/2").orElseThrow(), UTF_8))
                    .doesNotContain("private");
        }
        try (var log = open()) {
            assertThat(log.attachment(0)).isEmpty();
            assertThat(log.attachment(1)).isEqualTo(bytes("private 1"));
            var attachments = new ArrayList<String>();
            log.forEach(0, entry -> attachments.add(new String(entry.attachment(), UTF_8)));
            assertThat(attachments).containsExactly("", "private 1");
        }
    }

    @Test
    void signsTheMessageOfEveryEntryAlsoOfOneThatIsThereAlready() throws Exception {
        var known = new VerifiedRoots();
        try (var log = open();
                var threads = Executors.newFixedThreadPool(8)) {
            var signatures = new ArrayList<Future<byte[]>>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                signatures.add(threads.submit(() -> log.append(
                                new NewEntry("e" + number / 2, bytes("e")).signed(SIGNER, bytes("message " + number)))
                        .signature()
                        .orElseThrow()));
            }
            for (int i = 0; i < 200; i++) {
                var signature = GroupSignature.read(signatures.get(i).get()).orElseThrow();
                assertThat(signature.signs(bytes("message " + i), SIGNER.verificationKey(), known))
                        .isTrue();
            }
            assertThat(log.size()).isEqualTo(100);
        }
    }

    @Test
    void readsEntriesFromBeforeThereWereAttachments() throws IOException {
        open().close();
        try (var files = Files.list(folder)) {
            var segment = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            Files.write(segment, frameOfTheFirstForm("key", "content"));
        }
        try (var log = open()) {
            log.append(new NewEntry("later", bytes("later")).attached(_ -> bytes("private"), 7));
            assertThat(log.entry(0)).isEqualTo(bytes("content"));
            assertThat(log.attachment(0)).isEmpty();
            assertThat(log.attachment(1)).isEqualTo(bytes("private"));
        }
    }

    private static byte[] frameOfTheFirstForm(String key, String content) {
        var body = ByteBuffer.allocate(4 + key.length() + content.length());
        body.putShort((short) key.length()).put(bytes(key));
        body.putShort((short) content.length()).put(bytes(content));
        return RawFrame.around(body.array(), RawFrame.FIRST_FORM);
    }

    private EvidenceLog open() {
        return EvidenceLog.open(folder, "log", List.of(LOG), Clock.systemUTC());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
