package tw.qiao.launcher;

import org.jspecify.annotations.Nullable;

/** Recognises, whoever says it, that a disk is full, which is nothing to look for in a stack trace. */
final class FullDisk {
    /** As the operating system, the engine and PostgreSQL word it. */
    private static final String WORDS = "No space left on device";

    static final String ADVICE = "磁碟空間不足，請清出空間後重新執行；資料表與檔案中不會留下只做到一半的內容。"
            + " The disk is full: make room and start this again; no table and no file was left half done.";

    private FullDisk() {}

    static boolean isCauseOf(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.contains(WORDS)) {
                return true;
            }
        }
        return false;
    }
}
