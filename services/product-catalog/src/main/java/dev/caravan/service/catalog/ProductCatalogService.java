package dev.caravan.service.catalog;

import dev.caravan.shared.contract.Contract;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Runs the routes of the product catalog. */
@SpringBootApplication(scanBasePackages = "dev.caravan.catalog")
public class ProductCatalogService {

    /** Starts the service; all settings come from the environment. */
    public static void main(String[] args) {
        SpringApplication.run(ProductCatalogService.class, args);
    }

    @Bean
    Contract contract() {
        return Contract.load("openapi/product-catalog.yaml");
    }
}
