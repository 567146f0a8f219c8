package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {
    @Test
    void namesTheFileAndTheReasonBehindWhateverFailed() {
        assertThat(FileTrouble.in(new UncheckedIOException(new AccessDeniedException("/data/lock"))))
                .contains("沒有權限 permission denied: /data/lock");
        assertThat(FileTrouble.in(new IllegalStateException(new NoSuchFileException("/data/x.csv"))))
                .contains("找不到檔案 there is no such file: /data/x.csv");
        assertThat(FileTrouble.in(new FileSystemException("/data/x", null, "Read-only file system")))
                .contains("檔案無法使用 a file cannot be used (Read-only file system): /data/x");
        assertThat(FileTrouble.in(new IllegalStateException("something else"))).isEmpty();
    }
}
