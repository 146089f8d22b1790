package dev.caravan.service.integration.erp;

import dev.caravan.integration.erp.BatchRule;
import dev.caravan.integration.erp.CollectErpOrdersRoute;
import dev.caravan.integration.erp.ErpServer;
import dev.caravan.integration.erp.ErpStatus;
import dev.caravan.integration.erp.PurgeErpFilesRoute;
import dev.caravan.integration.erp.UploadErpFilesRoute;
import dev.caravan.integration.erp.WatchErpExportRoute;
import dev.caravan.integration.erp.WriteErpFilesRoute;
import dev.caravan.integration.erp.acknowledgement.ErpInbox;
import dev.caravan.integration.erp.acknowledgement.ErpPolls;
import dev.caravan.integration.erp.acknowledgement.ReadErpAcknowledgementsRoute;
import dev.caravan.shared.http.ServiceTokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ERP export; nothing of it is there while no server is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${caravan.erp.host}' != ''")
public class ErpConfiguration {
    private static final int SSH = 22;

    @Bean
    ErpServer erpServer(
            @Value("${caravan.erp.host}") String host,
            @Value("${caravan.erp.port}") int port,
            @Value("${caravan.erp.out-directory}") String outDirectory,
            @Value("${caravan.erp.in-directory}") String inDirectory,
            @Value("${caravan.erp.poll}") String poll,
            @Value("${caravan.erp.private-key}") String key) {
        return new ErpServer(host, port, outDirectory, inDirectory, DurationStyle.detectAndParse(poll), !key.isEmpty());
    }

    @Bean
    String erpUser(@Value("${caravan.erp.user}") String user) {
        return user;
    }

    @Bean
    String erpPassword(@Value("${caravan.erp.password}") String password) {
        return password;
    }

    @Bean
    byte[] erpPrivateKey(@Value("${caravan.erp.private-key}") String key) {
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    /** One line of OpenSSH's known_hosts. A server whose key is not known is not spoken to, so there must be one. */
    @Bean
    byte[] erpKnownHosts(
            @Value("${caravan.erp.host}") String host,
            @Value("${caravan.erp.port}") int port,
            @Value("${caravan.erp.host-key}") String key) {
        if (!key.strip().matches("[a-z0-9@.-]+ [A-Za-z0-9+/=]+")) {
            throw new IllegalArgumentException("ERP_SFTP_HOST_KEY must be the type and key of " + host
                    + " as ssh-keyscan prints them, such as: ssh-ed25519 AAAA...");
        }
        var name = port == SSH ? host : "[" + host + "]:" + port;
        return (name + " " + key.strip() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Bean
    CollectErpOrdersRoute collectErpOrdersRoute() {
        return new CollectErpOrdersRoute();
    }

    @Bean
    WriteErpFilesRoute writeErpFilesRoute(
            @Value("${caravan.erp.batch-size}") int size, @Value("${caravan.erp.batch-interval}") String interval) {
        return new WriteErpFilesRoute(new BatchRule(size, DurationStyle.detectAndParse(interval)));
    }

    @Bean
    UploadErpFilesRoute uploadErpFilesRoute(ErpServer server) {
        return new UploadErpFilesRoute(server);
    }

    @Bean
    ReadErpAcknowledgementsRoute readErpAcknowledgementsRoute(
            ErpServer server, ServiceTokens tokens, @Value("${caravan.erp.acknowledgement-bytes}") int largest) {
        return new ReadErpAcknowledgementsRoute(server, tokens.withScope("orders:admin"), largest);
    }

    @Bean
    ErpInbox erpInbox() {
        return new ErpInbox(InstantSource.system());
    }

    @Bean
    ErpPolls erpPolls(DataSource database, ErpInbox inbox) {
        return new ErpPolls(database, inbox);
    }

    @Bean
    ErpStatus erpStatus() {
        return new ErpStatus();
    }

    @Bean
    WatchErpExportRoute watchErpExportRoute(ErpStatus status) {
        return new WatchErpExportRoute(status);
    }

    @Bean
    PurgeErpFilesRoute purgeErpFilesRoute() {
        return new PurgeErpFilesRoute();
    }

    @Bean
    MeterBinder erpGauges(ErpStatus status, ErpInbox inbox) {
        return registry -> {
            Gauge.builder("erp.upload.waiting", status::uploadSeconds)
                    .description("How long the oldest file waits for the ERP's server; 0 when none waits")
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("erp.acknowledgement.waiting", status::acknowledgementSeconds)
                    .description(
                            "How long the oldest file on the ERP's server misses an acknowledgement; 0 when none does")
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("erp.inbox.unread", inbox::unread)
                    .description("Files from the ERP that nobody reads, since their names are not agreed on")
                    .baseUnit("files")
                    .register(registry);
        };
    }
}
