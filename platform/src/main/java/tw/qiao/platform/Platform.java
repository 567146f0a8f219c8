package tw.qiao.platform;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import tw.qiao.kernel.Ids;

/** The platform (平臺) in one process: portal, desk, dashboards and their interfaces. */
@Modulithic(systemName = "Qiao", sharedModules = "site")
@SpringBootApplication
@EnableAsync
@EnableScheduling
public class Platform {
    static void main(String[] arguments) {
        SpringApplication.run(Platform.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock) {
        return new Ids(clock, new SecureRandom());
    }
}
