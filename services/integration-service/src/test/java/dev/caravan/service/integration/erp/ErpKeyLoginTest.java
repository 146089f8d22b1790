package dev.caravan.service.integration.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.service.integration.IntegrationService;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that lets in who has a private key, and nobody by a password. */
class ErpKeyLoginTest extends ErpExportTest {

    @ParameterizedTest
    @CsvSource({"EC, 256, OPENSSH", "RSA, 3072, OPENSSH", "RSA, 3072, PEM"})
    void exportsAndReadsAcknowledgements(String algorithm, int bits, Form form) throws Exception {
        var key = newKey(algorithm, bits);
        ERP.letInBy(key.getPublic());
        var order = newOrder();
        ORDERS.put(order, "CONFIRMED");

        try (var service = instanceWith(form.write(key))) {
            assertThat(service.isRunning()).isTrue();
            tell("order.confirmed", order);
            // the other instance has only the password, and may be the one that tries
            await().atMost(PATIENCE).until(() -> {
                tryNow();
                return linesOf(order).size() == 1;
            });
            var name = ErpAcknowledgementsTest.drop(order + ",SHIPPED,A1\r\n");
            await().atMost(PATIENCE).until(() -> ErpAcknowledgementsTest.isIn(".done", name));
        }

        assertThat(ORDERS.status(order)).isEqualTo("SHIPPED");
    }

    @Test
    void isNotLetInByAnotherKey() throws Exception {
        ERP.letInBy(newKey("EC", 256).getPublic());
        var order = newOrder();

        try (var service = instanceWith(Form.OPENSSH.write(newKey("EC", 256)))) {
            assertThat(service.isRunning()).isTrue();
            tell("order.confirmed", order);

            await().atMost(PATIENCE)
                    .until(() -> text("SELECT f.failure FROM integration.erp_files f"
                                    + " JOIN integration.erp_orders o ON o.file_id = f.id WHERE o.order_id = " + order)
                            .contains("Auth fail"));
            assertThat(linesOf(order)).isEmpty();
        }
    }

    /** How a private key is written down. */
    enum Form {
        OPENSSH {
            @Override
            String write(KeyPair key) throws Exception {
                var text = new ByteArrayOutputStream();
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "erp", null, text);
                return text.toString(StandardCharsets.US_ASCII);
            }
        },
        PEM {
            @Override
            String write(KeyPair key) {
                return "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(key.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
            }
        };

        abstract String write(KeyPair key) throws Exception;
    }

    private static KeyPair newKey(String algorithm, int bits) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static ConfigurableApplicationContext instanceWith(String privateKey) {
        var settings = new HashMap<String, Object>(variables());
        settings.remove("ERP_SFTP_PASSWORD");
        settings.put("ERP_SFTP_PRIVATE_KEY", privateKey);
        settings.put("server.port", 0);
        settings.put("management.server.port", 0);
        settings.put("erp.delay", 20);
        settings.put("erp.settle", 100);
        return new SpringApplicationBuilder(IntegrationService.class)
                .properties(settings)
                .run();
    }
}
