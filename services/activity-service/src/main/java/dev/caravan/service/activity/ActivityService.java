package dev.caravan.service.activity;

import dev.caravan.shared.contract.Contract;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Runs the routes of the activity intake. */
@SpringBootApplication(scanBasePackages = {"dev.caravan.activity", "dev.caravan.service.activity"})
public class ActivityService {

    /** Starts the service; all settings come from the environment. */
    public static void main(String[] args) {
        SpringApplication.run(ActivityService.class, args);
    }

    @Bean
    Contract contract() {
        return Contract.load("openapi/activity.yaml");
    }
}
