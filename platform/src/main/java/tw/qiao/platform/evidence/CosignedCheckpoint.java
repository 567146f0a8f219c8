package tw.qiao.platform.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.WitnessPolicy;

/** The newest checkpoint that enough witnesses cosigned, kept over restarts. */
@Component
class CosignedCheckpoint {
    private static final Logger LOG = LoggerFactory.getLogger(CosignedCheckpoint.class);

    private final Path file;
    private final WitnessPolicy policy;

    CosignedCheckpoint(@Value("${qiao.data}") Path data, WitnessPolicy policy) {
        this.file = data.resolve("log-cosigned");
        this.policy = policy;
    }

    /** The one that was kept last; none if the policy asks for others by now. */
    Optional<Checkpoint> read() {
        try {
            return Files.exists(file) ? Optional.of(policy.verify(Files.readString(file))) : Optional.empty();
        } catch (IOException | Problem outdated) {
            LOG.warn("The checkpoint that was cosigned last does not count: {}", outdated.getMessage());
            return Optional.empty();
        }
    }

    /** Losing it costs nothing but the time until witnesses have cosigned another. */
    void write(Checkpoint checkpoint) {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, checkpoint.note());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("The cosigned checkpoint cannot be kept", e);
        }
    }
}
