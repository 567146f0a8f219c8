package tw.qiao.launcher;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in one line which file could not be used and why, which a person otherwise looks for in a stack trace. */
final class FileTrouble {
    private FileTrouble() {}

    /** Empty where {@code failure} is about no file. */
    static Optional<String> in(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSystemException trouble && trouble.getFile() != null) {
                return Optional.of(reason(trouble) + ": " + trouble.getFile());
            }
        }
        return Optional.empty();
    }

    private static String reason(FileSystemException trouble) {
        return switch (trouble) {
            case NoSuchFileException _ -> "找不到檔案 there is no such file";
            case AccessDeniedException _ -> "沒有權限 permission denied";
            default ->
                "檔案無法使用 a file cannot be used" + (trouble.getReason() == null ? "" : " (" + trouble.getReason() + ")");
        };
    }
}
