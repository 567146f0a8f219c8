package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.verifier.Verifier;

class VerifyEvidenceTest {
    @TempDir
    Path folder;

    @Test
    void saysThatALetterIsNoEvidence() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "I saw it");

        assertThat(Qiao.run("verify-evidence", letter.toString())).isEqualTo(Verifier.UNREADABLE);
    }
}
