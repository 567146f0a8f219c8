package tw.qiao.platform.identity;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;

/** The rules that every request passes: who it is, whether the form is ours, whether the path is open to her. */
@Configuration
class SecurityRules {
    @Bean
    SecurityFilterChain everyPath(HttpSecurity http, OpenPaths openPaths, Refusals refusals, AccessTokens tokens)
            throws Exception {
        return http.securityContext(context -> context.securityContextRepository(new SessionSecurityContexts(tokens)))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrfTokens())
                        .ignoringRequestMatchers(SecurityContexts::bringsToken))
                .headers(headers -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .anyRequest()
                                .access(openPaths))
                .build();
    }

    /** A span for each filter of each request would cost more than the filters, and nobody looks at them. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** There are no passwords; sign-in is our own. */
    @Bean
    AuthenticationManager noPasswords() {
        return _ -> {
            throw new ProviderNotFoundException("People sign in with passkeys, not with passwords");
        };
    }
}
