package tw.qiao.kernel.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tw.qiao.kernel.Problem;

class StoredArchiveFuzzTest {
    @FuzzTest
    void anArchiveIsReadExactlyOrRefused(FuzzedDataProvider data) {
        byte[] archive = data.consumeRemainingAsBytes();
        try {
            assertThat(StoredArchive.write(StoredArchive.read(archive))).isEqualTo(archive);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }
}
