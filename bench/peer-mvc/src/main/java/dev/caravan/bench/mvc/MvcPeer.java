package dev.caravan.bench.mvc;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The peer as a process; all settings come from the environment. */
@SpringBootApplication
public class MvcPeer {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(MvcPeer.class, args);
    }
}
