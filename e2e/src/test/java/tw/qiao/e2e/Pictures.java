package tw.qiao.e2e;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Set;

/**
 * The pictures of the documentation, taken by the journeys themselves when {@code -Dqiao.pictures=<folder>} says where
 * to.
 */
final class Pictures {
    private static final Set<String> SHOWN = Set.of(
            "home",
            "sign-in",
            "demo-people",
            "task-list",
            "consent",
            "consent-phone",
            "check-answers",
            "receipt",
            "desk",
            "case",
            "wall",
            "wall-phone",
            "verification",
            "verification-phone",
            "data-uses",
            "dashboard",
            "dashboard-phone");

    private Pictures() {}

    /** Takes the picture if it is one of those that are shown, and if pictures are wanted at all. */
    static void take(Page page, String name) {
        String folder = System.getProperty("qiao.pictures", "");
        if (!folder.isEmpty() && SHOWN.contains(name)) {
            page.evaluate("scrollTo(0, 0)");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }
}
