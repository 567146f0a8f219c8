package tw.qiao.platform.dashboards;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The dashboards' paths, their link in the header and their worker. */
@Configuration
@EnableConfigurationProperties(DashboardsProperties.class)
class DashboardsConfiguration {
    @Bean
    Access dashboards() {
        return new Access("/dashboards/**", Audience.EVERYONE);
    }

    @Bean
    NavigationItem dashboardsNavigation() {
        return new NavigationItem("dashboards.navigation", "/dashboards", Audience.EVERYONE, 60);
    }

    @Bean(destroyMethod = "close")
    SupervisedWorker dashboardsWorker(DashboardsProperties properties, @Value("${qiao.data:var}") String folder) {
        Path scratch = Path.of(folder, "dashboards-worker").toAbsolutePath();
        return SupervisedWorker.start(properties.command(scratch), properties.patience());
    }
}
