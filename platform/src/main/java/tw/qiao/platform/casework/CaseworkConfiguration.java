package tw.qiao.platform.casework;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The paths and links of casework. */
@Configuration
class CaseworkConfiguration {
    @Bean
    Access deskPages() {
        return new Access("/desk/**", Audience.OFFICER);
    }

    @Bean
    Access wallPage() {
        return new Access("/my", Audience.CITIZEN);
    }

    @Bean
    Access ownCasePages() {
        return new Access("/my/cases/**", Audience.CITIZEN);
    }

    @Bean
    NavigationItem deskLink() {
        return new NavigationItem("casework.desk", "/desk", Audience.OFFICER, 20);
    }

    @Bean
    NavigationItem wallLink() {
        return new NavigationItem("casework.wall", "/my", Audience.CITIZEN, 20);
    }
}
