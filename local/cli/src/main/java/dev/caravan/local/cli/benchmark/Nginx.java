package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an nginx does. It has one worker and is set up as its documentation advises: no access log, connections kept
 * alive on both sides.
 *
 * @param http directives beside its server
 * @param server directives of its server
 */
public record Nginx(String http, String server) {
    /** Gives the same answer to every request, at next to no cost. */
    public static Nginx origin(String etag, String json) {
        if ((etag + json).matches("(?s).*['$\\\\].*")) {
            throw new IllegalArgumentException("has characters that mean something to nginx: " + json);
        }
        return new Nginx("", """
                location / {
                    default_type application/json;
                    add_header ETag '%s';
                    return 200 '%s';
                }
                """.formatted(etag, json));
    }

    /** Takes every request, and says no more than that. */
    public static Nginx receiver() {
        return new Nginx("", "location / { return 204; }");
    }

    /** Hands every request on. */
    public static Nginx proxy(int originPort) {
        return new Nginx(
                "upstream origin { server 127.0.0.1:%d; keepalive 64; keepalive_requests 1000000000; }"
                        .formatted(originPort),
                """
                location / {
                    proxy_pass http://origin;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header X-Request-Id $request_id;
                }
                """);
    }

    /** Starts it. */
    public Server start(String name, String program, int port, Installation installation, Path log) {
        var prefix = installation.cache().resolve("bench").resolve(name);
        try {
            Files.createDirectories(prefix);
            var file = prefix.resolve("nginx.conf");
            Files.writeString(file, configuration(prefix, port));
            return Server.start(name, List.of(program, "-p", prefix.toString(), "-c", file.toString()), Map.of(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration(Path prefix, int port) {
        return """
            daemon off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log stderr warn;
            events { worker_connections 1024; }
            http {
                access_log off;
                keepalive_requests 1000000000;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                %3$s
                server {
                    listen 127.0.0.1:%2$d;
                    location = /ready { return 200 "ready"; }
                    %4$s
                }
            }
            """.formatted(prefix, port, http, server);
    }
}
