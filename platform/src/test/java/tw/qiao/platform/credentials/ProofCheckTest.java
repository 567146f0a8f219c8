package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.InclusionProof;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

class ProofCheckTest {
    @Test
    void endsInTheRootForEveryEntryOfEverySmallTree(@TempDir Path folder) {
        var key = SigningKey.generate(SignatureAlgorithm.ED25519);
        List<byte[]> entries = new ArrayList<>();
        try (var log = EvidenceLog.open(folder, "test.example/log", key, Clock.systemUTC())) {
            for (int size = 1; size <= 20; size++) {
                entries.add(("entry " + size).getBytes(StandardCharsets.UTF_8));
                log.append("key " + size, entries.getLast());
                Hash root = log.checkpointNow().root();
                for (int index = 0; index < size; index++) {
                    InclusionProof proof = log.prove(index, size);
                    Hash leaf = Hash.leaf(entries.get(index));
                    List<ProofCheck.Step> path = ProofCheck.path(leaf, proof);

                    assertThat(path.isEmpty() ? leaf : path.getLast().result()).isEqualTo(root);
                    assertThat(proof.proves(entries.get(index), root)).isTrue();
                }
            }
        }
    }
}
