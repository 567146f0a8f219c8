package tw.qiao.platform.credentials;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The paths of certificates. */
@Configuration
@EnableConfigurationProperties(CredentialsProperties.class)
class CredentialsConfiguration {
    @Bean
    Access verification() {
        return new Access("/verify", Audience.EVERYONE);
    }

    @Bean
    Access verificationOfOne() {
        return new Access("/verify/*", Audience.EVERYONE);
    }

    @Bean
    Access certificateFiles() {
        return new Access("/certificates/**", Audience.SIGNED_IN);
    }

    @Bean
    Access certificateDesk() {
        return new Access("/desk/certificates/**", Audience.OFFICER);
    }

    @Bean
    NavigationItem verificationLink() {
        return new NavigationItem("credentials.navigation", "/verify", Audience.EVERYONE, 60);
    }
}
