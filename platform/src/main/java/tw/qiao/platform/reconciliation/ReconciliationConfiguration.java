package tw.qiao.platform.reconciliation;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The paths of the reconciliation and its link in the header. */
@Configuration
@EnableConfigurationProperties(ReconciliationProperties.class)
class ReconciliationConfiguration {
    @Bean
    Access reconciliationPaths() {
        return new Access("/admin/reconciliation/**", Audience.ADMINISTRATOR);
    }

    @Bean
    NavigationItem reconciliationNavigation() {
        return new NavigationItem("reconciliation.navigation", "/admin/reconciliation", Audience.ADMINISTRATOR, 95);
    }
}
