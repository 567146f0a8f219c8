package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void makesKeysThatOnlyTheirOwnerMayRead() throws Exception {
        int exit = Qiao.run("node", "new-keys", "--into", folder.resolve("next").toString());

        assertThat(exit).isZero();
        assertThat(folder.resolve("next/tls.crt")).exists();
        for (String name : new String[] {"signing.pem", "tls.pem"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("next").resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theDoctorFailsWhereThereIsNoNode() {
        assertThat(Qiao.run("node", "doctor", "--home", folder.toString())).isOne();
    }

    @Test
    void restoresNoLogWhereThereIsNoNode() {
        assertThat(Qiao.run(
                        "node",
                        "restore-log",
                        "--home",
                        folder.toString(),
                        "--from",
                        folder.resolve("mirror").toString()))
                .isOne();
        assertThat(folder).isEmptyDirectory();
    }
}
