package dev.caravan.service.customer;

import dev.caravan.shared.contract.Contract;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Runs the routes of customers. */
@SpringBootApplication(scanBasePackages = "dev.caravan.customer")
public class CustomerService {

    /** Starts the service; all settings come from the environment. */
    public static void main(String[] args) {
        SpringApplication.run(CustomerService.class, args);
    }

    @Bean
    Contract contract() {
        return Contract.load("openapi/customer.yaml");
    }
}
