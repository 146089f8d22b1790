package dev.caravan.bench.webhooks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The peer as a process; all settings come from the environment. */
@SpringBootApplication
public class WebhooksPeer {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(WebhooksPeer.class, args);
    }
}
