package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** Opens and ends the session of a person. */
@Component
class SignIns {
    static final String METHOD = "identity.method";
    static final String CLIENT = "identity.client";
    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final String NEXT = "identity.next";

    private final List<NavigationItem> navigation;
    private final SecurityEvents events;

    SignIns(List<NavigationItem> navigation, SecurityEvents events) {
        this.events = events;
        this.navigation = navigation.stream()
                .sorted(Comparator.comparingInt(NavigationItem::order))
                .toList();
    }

    /** Remembers where to go after sign-in, when {@code next} is a path of this site. */
    void remember(HttpServletRequest request, @Nullable String next) {
        String path = LocalPath.or(next, "");
        if (!path.isEmpty()) {
            request.getSession().setAttribute(NEXT, path);
        }
    }

    /**
     * Opens a session for {@code account} under a new id and with a new form token, so that nothing that was planted
     * before sign-in (session fixation) is worth anything after it.
     *
     * @param method {@code passkey}, {@code recovery}, {@code enrolment} or {@code demo}
     * @return the path to go on with
     */
    String open(HttpServletRequest request, Account account, String method) {
        HttpSession before = request.getSession(false);
        String next = before != null && before.getAttribute(NEXT) instanceof String path ? path : "";
        if (before != null) {
            before.invalidate();
        }
        HttpSession session = request.getSession(true);
        String client = Browser.describe(request.getHeader("User-Agent"));
        session.setAttribute(StoredSession.ACCOUNT, account);
        session.setAttribute(METHOD, method);
        session.setAttribute(CLIENT, client);
        session.setAttribute(SessionCsrfTokens.ATTRIBUTE, Sessions.newId());
        events.record(account.id(), "signed-in-" + method, client);
        return next.isEmpty() ? landing(account.signedIn()) : next;
    }

    /** Whether she signed in lately enough for a step that changes how she signs in. */
    static boolean isRecent(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getLastAccessedTime() - session.getCreationTime() <= RECENT.toMillis();
    }

    /** Ends the session of {@code request}. */
    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** The first section that is for people like her. */
    String landing(SignedIn person) {
        return navigation.stream()
                .filter(item -> item.audience() != Audience.EVERYONE && item.audience() != Audience.SIGNED_IN)
                .filter(item -> person.belongsTo(item.audience()))
                .map(NavigationItem::path)
                .findFirst()
                .orElse("/");
    }
}
