package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.Visitor;

/** Which paths are open to whom: all {@link Access} beans together. The most specific pattern decides. */
@Component
class OpenPaths implements AuthorizationManager<RequestAuthorizationContext> {
    private final List<Opened> opened;

    OpenPaths(List<Access> declared) {
        Map<PathPattern, Set<Audience>> audiences = new TreeMap<>();
        declared.forEach(access -> audiences
                .computeIfAbsent(
                        PathPatternParser.defaultInstance.parse(access.pattern()), _ -> EnumSet.noneOf(Audience.class))
                .add(access.audience()));
        opened = audiences.entrySet().stream()
                .map(entry -> new Opened(
                        PathPatternRequestMatcher.withDefaults()
                                .matcher(entry.getKey().getPatternString()),
                        entry.getValue()))
                .toList();
    }

    private record Opened(PathPatternRequestMatcher paths, Set<Audience> audiences) {
        boolean isFor(@Nullable Visitor visitor) {
            return visitor != null && audiences.stream().anyMatch(visitor::belongsTo);
        }
    }

    /** Whether any module opens the path of {@code request} to anybody. */
    boolean areOpen(HttpServletRequest request) {
        return find(request).isPresent();
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        return new AuthorizationDecision(find(context.getRequest())
                .filter(rule -> rule.audiences().contains(Audience.EVERYONE) || rule.isFor(visitor(authentication)))
                .isPresent());
    }

    private Optional<Opened> find(HttpServletRequest request) {
        return opened.stream().filter(rule -> rule.paths().matches(request)).findFirst();
    }

    private static @Nullable Visitor visitor(Supplier<? extends @Nullable Authentication> authentication) {
        Authentication known = authentication.get();
        return known != null && known.getPrincipal() instanceof Visitor visitor ? visitor : null;
    }
}
