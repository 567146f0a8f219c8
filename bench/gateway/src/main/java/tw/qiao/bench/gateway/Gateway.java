package tw.qiao.bench.gateway;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;

/** Spring Cloud Gateway as it comes: one route for all paths, to {@code --target}. */
@SpringBootApplication
public class Gateway {
    /** Starts it, with {@code --server.port} and {@code --target}. */
    public static void main(String[] arguments) {
        SpringApplication.run(Gateway.class, arguments);
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, @Value("${target}") String target) {
        return builder.routes()
                .route("all", route -> route.path("/**").uri(target))
                .build();
    }
}
