package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A person at a browser. Every page she {@linkplain #look looks at} must be accessible, must fit the width of the
 * screen, and must not have made the browser complain; she tells all that was wrong when her journey ends.
 */
final class Visitor implements AutoCloseable {
    private static final String BEYOND =
            "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)";
    private static final int PATIENCE = 20_000;
    private static final int PATIENCE_WITH_BACKGROUND = 90_000; // what is looked at now and then, on a busy machine

    private final BrowserContext window;
    private final Page page;
    private final String address;
    private final String pictureSuffix;
    private final boolean byKeyboard;
    private final List<String> complaints = new ArrayList<>();
    private int arrivals;

    Visitor(BrowserContext window, String address, String pictureSuffix, boolean byKeyboard) {
        this.window = window;
        this.page = window.newPage();
        this.address = address;
        this.pictureSuffix = pictureSuffix;
        this.byKeyboard = byKeyboard;
        page.setDefaultTimeout(PATIENCE);
        page.onConsoleMessage(this::hear);
        page.onPageError(complaints::add);
        page.onFrameNavigated(_ -> arrivals++);
    }

    private void hear(ConsoleMessage message) {
        // A form that comes back with its mistakes has status 422, which Chromium reports like a missing file.
        if (message.type().equals("error") && !message.text().contains("status of 422")) {
            complaints.add(message.text() + " on " + page.url());
        }
    }

    Page page() {
        return page;
    }

    Visitor open(String path) {
        page.navigate(address + path);
        return this;
    }

    /** The path of the page, without query. */
    String path() {
        return page.url().substring(address.length()).replaceAll("[?#].*", "");
    }

    String heading() {
        return page.locator("h1").innerText();
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    Visitor click(String selector) {
        page.locator(selector).click();
        return this;
    }

    /** Uses a link or a button that leads to another page, and waits for that page. */
    Visitor follow(String selector) {
        int before = arrivals;
        if (byKeyboard) {
            page.locator(selector).press("Enter");
        } else {
            page.locator(selector).click();
        }
        page.waitForCondition(() -> arrivals > before);
        page.waitForLoadState();
        return this;
    }

    Visitor type(String selector, String text) {
        page.locator(selector).fill(text);
        return this;
    }

    /**
     * Checks the page as it stands, and has its picture taken.
     *
     * @param name what the page is, for complaints and for the name of the picture
     */
    Visitor look(String name) {
        complain(name, page.locator("h1").count() == 1 ? List.of() : List.of("has not one h1"));
        complain(name, page.evaluate(BEYOND).equals(0) ? List.of() : List.of("is wider than the screen"));
        complain(name, Accessibility.violations(page));
        Pictures.take(page, name + pictureSuffix);
        return this;
    }

    /** Opens a board when its tables are loaded, which they are when all else of the demo is ready. */
    Visitor openBoard(String name) {
        String board = "/dashboards/" + name;
        // asked beside the page, which would complain of each refusal
        for (int second = 0; second < 240 && page.request().get(address + board).status() != 200; second++) {
            page.waitForTimeout(1_000);
        }
        return open(board);
    }

    /** Loads the page again and again until what follows an action in the background has come. */
    Visitor reloadUntil(String awaited, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_WITH_BACKGROUND * 1_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s did not come on %s", awaited, page.url())
                    .isLessThan(deadline);
            page.waitForTimeout(200);
            page.reload();
        }
        return this;
    }

    private void complain(String name, List<String> problems) {
        problems.forEach(problem -> complaints.add("%s (%s): %s".formatted(name, path(), problem)));
    }

    /** Signs in as a person of the demo. */
    Visitor signInAs(String nationalId) {
        open("/demo/sign-in").follow("form:has(input[name=nationalId][value='" + nationalId + "']) button");
        assertThat(page.locator(".who .person").count()).as("signed in").isEqualTo(1);
        return this;
    }

    /** Signs in as the member of an agency's staff with that name. */
    Visitor signInAsStaff(String name) {
        open("/demo/sign-in").follow(".demo-person:has(h3:text-is('" + name + "')) button");
        assertThat(page.locator(".who .person").innerText()).isEqualTo(name);
        return this;
    }

    @Override
    public void close() {
        window.close();
        assertThat(complaints).as("complaints about pages").isEmpty();
    }
}
