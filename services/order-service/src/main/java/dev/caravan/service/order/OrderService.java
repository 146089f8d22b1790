package dev.caravan.service.order;

import dev.caravan.shared.contract.Contract;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Runs the routes of orders. */
@SpringBootApplication(scanBasePackages = "dev.caravan.order")
public class OrderService {

    /** Starts the service; all settings come from the environment. */
    public static void main(String[] args) {
        SpringApplication.run(OrderService.class, args);
    }

    @Bean
    Contract contract() {
        return Contract.load("openapi/order.yaml");
    }
}
