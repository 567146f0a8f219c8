package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.archive.StoredArchive;

class BundleFuzzTest {
    private static final List<String> NAMES = List.of(
            "bundle.json",
            "consumer/request.json",
            "consumer/request.tlog-proof",
            "consumer/checkpoint.tst",
            "consumer/opening.json",
            "registry.json",
            "registry-key.txt");

    @FuzzTest
    void bytesAreNoProof(FuzzedDataProvider data) {
        isNoProof(data.consumeRemainingAsBytes());
    }

    @FuzzTest
    void filesWithTheRightNamesAreNoProof(FuzzedDataProvider data) {
        var evidence = new LinkedHashMap<String, byte[]>();
        evidence.put("bundle.json", "{\"v\":1}".getBytes(UTF_8));
        for (String name : NAMES) {
            if (data.consumeBoolean()) {
                evidence.put(name, data.consumeBytes(4096));
            }
        }
        var container = new LinkedHashMap<String, byte[]>();
        container.put("mimetype", Bundle.TYPE.getBytes(UTF_8));
        container.put("evidence.zip", StoredArchive.write(evidence));
        container.put("META-INF/not-yet-stamped.txt", new byte[0]);
        isNoProof(StoredArchive.write(container));
    }

    private static void isNoProof(byte[] bundle) {
        try {
            assertThat(Verifier.verify(bundle).isProof()).isFalse();
        } catch (Problem unreadable) {
            assertThat(unreadable.status()).isEqualTo(400);
        }
    }
}
