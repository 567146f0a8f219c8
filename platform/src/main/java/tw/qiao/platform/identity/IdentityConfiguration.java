package tw.qiao.platform.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The paths of this module. */
@Configuration
class IdentityConfiguration {
    @Bean
    Access signInPaths() {
        return new Access("/sign-in/**", Audience.EVERYONE);
    }

    @Bean
    Access signOutPath() {
        return new Access("/sign-out", Audience.EVERYONE);
    }

    @Bean
    Access identityScripts() {
        return new Access("/identity/**", Audience.EVERYONE);
    }

    @Bean
    Access accountPaths() {
        return new Access("/account/**", Audience.SIGNED_IN);
    }

    @Bean
    Access peoplePaths() {
        return new Access("/admin/people/**", Audience.ADMINISTRATOR);
    }

    @Bean
    Access enrolmentPaths() {
        return new Access("/enrol/**", Audience.EVERYONE);
    }

    @Bean
    NavigationItem peopleNavigation() {
        return new NavigationItem("identity.people", "/admin/people", Audience.ADMINISTRATOR, 90);
    }
}
