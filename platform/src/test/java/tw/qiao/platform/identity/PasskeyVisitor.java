package tw.qiao.platform.identity;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** A visitor whose browser runs the script of the passkey buttons. */
record PasskeyVisitor(TestPlatform platform, TestVisitor visitor) {
    static PasskeyVisitor of(TestPlatform platform) {
        return new PasskeyVisitor(platform, platform.visitor());
    }

    /** What the server answered to JSON. */
    record Answered(int status, JsonNode json) {
        String code() {
            return json.path("code").isString() ? json.path("code").stringValue() : "";
        }

        String next() {
            return json.path("next").isString() ? json.path("next").stringValue() : "";
        }
    }

    /** The button with {@code data-passkey} on the page at {@code path}. */
    Element button(String path) {
        Element button = visitor.open(path).document().selectFirst("[data-passkey]");
        if (button == null) {
            throw new AssertionError("No passkey button on " + path);
        }
        return button;
    }

    JsonNode options(Element button) {
        Answered options = post(button.attr("data-path") + "/options", "{}", button.attr("data-csrf"));
        if (options.status() != 200) {
            throw new AssertionError("No options: " + options);
        }
        return options.json();
    }

    Answered post(String path, Object body, String csrf) {
        String json = body instanceof String text ? text : CanonicalJson.MAPPER.writeValueAsString(body);
        Visited answer = visitor.send(HttpRequest.newBuilder(URI.create(platform.address() + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("X-CSRF-TOKEN", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
        String content = answer.response().body();
        return new Answered(answer.status(), CanonicalJson.MAPPER.readTree(content.isEmpty() ? "{}" : content));
    }

    /** Adds {@code authenticator} to the account that is signed in. */
    Answered register(SoftAuthenticator authenticator) {
        return register("/account", authenticator);
    }

    Answered register(String page, SoftAuthenticator authenticator) {
        Element button = button(page);
        Map<String, Object> answer = authenticator.register(options(button));
        return post(button.attr("data-path"), answer, button.attr("data-csrf"));
    }

    Answered signIn(SoftAuthenticator authenticator) {
        Element button = button("/sign-in");
        Map<String, Object> answer = authenticator.signIn(options(button));
        return post(button.attr("data-path"), answer, button.attr("data-csrf"));
    }
}
