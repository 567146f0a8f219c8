package tw.qiao.e2e;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** Checks a page as it stands against the rules of WCAG 2.2, levels A and AA. */
final class Accessibility {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Accessibility() {}

    /** What breaks a rule on the page, empty when nothing does. */
    static List<String> violations(Page page) {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // A page without frames is checked in one step, without a second window that puts frames together.
        boolean hasNoFrames = page.frames().size() == 1;
        return new AxeBuilder(page)
                .options(options).withTags(RULES).setLegacyMode(hasNoFrames).analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " at "
                                + rule.getNodes().stream()
                                        .map(node -> String.valueOf(node.getHtml()))
                                        .toList())
                        .toList();
    }
}
