package tw.qiao.platform.notifications;

import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** What notifications are made of, and the paths that they open. */
@Configuration
@EnableConfigurationProperties(DeliverySettings.class)
class NotificationsConfiguration {
    @Bean
    Backoff backoff(DeliverySettings settings) {
        return new Backoff(settings.base(), settings.cap(), new SecureRandom());
    }

    @Bean
    Access undeliveredPages() {
        return new Access("/notifications/undelivered/**", Audience.ADMINISTRATOR);
    }

    @Bean
    NavigationItem undeliveredLink() {
        return new NavigationItem(
                "notifications.undelivered", "/notifications/undelivered", Audience.ADMINISTRATOR, 80);
    }
}
