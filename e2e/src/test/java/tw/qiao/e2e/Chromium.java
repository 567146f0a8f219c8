package tw.qiao.e2e;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's Chromium, driven by Playwright. */
final class Chromium implements AutoCloseable {
    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--use-gl=angle", // maps in three dimensions are drawn by the processor
                            "--use-angle=swiftshader",
                            "--enable-unsafe-swiftshader",
                            "--disable-gpu-compositing", // all else is cheaper without
                            "--disable-gpu-rasterization",
                            "--disable-background-networking",
                            "--disable-sync")));

    private static Path executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Chromium is not installed; ./qiao doctor says how"));
    }

    /** A desktop window of a new visitor. */
    BrowserContext desktop() {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("zh-TW"));
    }

    /** A phone of a new visitor. */
    BrowserContext phone() {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true)
                .setLocale("zh-TW"));
    }

    /** A desktop window in which no script runs. */
    BrowserContext withoutJavaScript() {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setJavaScriptEnabled(false)
                .setLocale("zh-TW"));
    }

    /** Gives {@code page} a platform authenticator that always agrees, as a fingerprint reader would. */
    static void giveAuthenticator(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("ctap2Version", "ctap2_1");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var parameters = new JsonObject();
        parameters.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", parameters);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
