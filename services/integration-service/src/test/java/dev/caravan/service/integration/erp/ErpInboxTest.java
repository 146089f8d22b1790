package dev.caravan.service.integration.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What lies in the ERP's directory that is no acknowledgement. */
@ExtendWith(OutputCaptureExtension.class)
class ErpInboxTest extends ErpExportTest {
    @Autowired
    private MeterRegistry meters;

    @AfterEach
    void clear() {
        ERP.names("in").stream().filter(name -> !name.startsWith(".")).forEach(name -> ERP.delete("in/" + name));
        await().atMost(PATIENCE).until(() -> unread() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ack-\n.csv",
                "ack-*.csv",
                "ack-?.csv",
                "ack-${sysenv.DB_PASSWORD}.csv",
                "ack-%2e%2e%2fout.csv",
                "ack-\\..\\out.csv",
                "ack-;rm -rf $HOME;.csv",
                "-rf",
                "acknowledged.csv",
                "ack-a b.csv",
                "ack-1.csv.part",
                "ack-..csv "
            })
    void passesOverNamesThatAreNotAgreedOnAndReadsTheOthers(String name) {
        ERP.put("in/" + name, "x");
        ERP.age("in/" + name);
        var order = exported();

        var good = ErpAcknowledgementsTest.drop(order + ",SHIPPED,\r\n");

        await().atMost(PATIENCE).until(() -> ErpAcknowledgementsTest.isIn(".done", good));
        await().atMost(PATIENCE).until(() -> unread() == 1);
        assertThat(ERP.names("in")).contains(name);
        assertThat(ERP.read("in/" + name)).isEqualTo("x");
    }

    @Test
    void passesOverANameThatIsVeryLong() {
        var name = "ack-" + "x".repeat(200) + ".csv";
        ERP.put("in/" + name, "x");
        var order = exported();

        var good = ErpAcknowledgementsTest.drop(order + ",SHIPPED,\r\n");

        await().atMost(PATIENCE).until(() -> ErpAcknowledgementsTest.isIn(".done", good));
        assertThat(ERP.names("in")).contains(name);
    }

    @Test
    void passesOverADirectory() {
        ERP.makeDirectory("in/ack-directory.csv");
        var order = exported();

        var good = ErpAcknowledgementsTest.drop(order + ",SHIPPED,\r\n");

        await().atMost(PATIENCE).until(() -> ErpAcknowledgementsTest.isIn(".done", good));
        assertThat(ERP.names("in")).contains("ack-directory.csv");
    }

    @Test
    void countsWhatNobodyReadsAndNotWhatMayBeOnItsWay(CapturedOutput output) {
        ERP.put("in/shipped\n1.csv", "x");
        ERP.put("in/shipped-2.csv", "x");
        ERP.put("in/upload.tmp", "x");
        ERP.age("in/shipped\n1.csv");
        ERP.age("in/shipped-2.csv");

        await().atMost(PATIENCE).until(() -> unread() == 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(output)
                        .containsPattern("has 2 files whose names are not agreed on.*such as shipped(\\?1|-2)\\.csv"));
    }

    @Test
    void knowsNothingOfADirectoryThatItCannotLookInto() {
        ERP.goAway();

        await().atMost(PATIENCE).until(() -> Double.isNaN(unread()));

        ERP.comeBack();
        await().atMost(PATIENCE).until(() -> unread() == 0);
    }

    private double unread() {
        return meters.get("erp.inbox.unread").gauge().value();
    }
}
