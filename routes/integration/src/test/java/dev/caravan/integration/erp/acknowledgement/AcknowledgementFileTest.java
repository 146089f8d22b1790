package dev.caravan.integration.erp.acknowledgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

class AcknowledgementFileTest {
    private static final String HEADER = "order_id,status,tracking_number\r\n";

    @Provide
    Arbitrary<Acknowledgement> acknowledgements() {
        var orders = Arbitraries.longs().between(1, 999_999_999_999_999_999L);
        var numbers = Arbitraries.strings()
                .withChars("abcXYZ0123456789 ,\"-/é")
                .ofMinLength(1)
                .ofMaxLength(100)
                .filter(number -> !number.isBlank());
        return Arbitraries.oneOf(
                Combinators.combine(orders, numbers)
                        .as((order, number) -> new Acknowledgement(order, "SHIPPED", number)),
                orders.map(order -> new Acknowledgement(order, "SHIPPED", "")),
                orders.map(order -> new Acknowledgement(order, "RECEIVED", "")));
    }

    @Property
    void readsWhatIsWrittenAsCsv(@ForAll("files") java.util.List<Acknowledgement> lines) throws IOException {
        var text = new StringBuilder(HEADER);
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (var line : lines) {
                csv.printRecord(line.order(), line.status(), line.trackingNumber());
            }
        }

        var file = AcknowledgementFile.read(text.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(file.mistakes()).isEmpty();
        assertThat(file.lines())
                .extracting(AcknowledgementFile.Line::acknowledgement)
                .isEqualTo(lines);
    }

    @Provide
    Arbitrary<java.util.List<Acknowledgement>> files() {
        return acknowledgements().list().ofMaxSize(20);
    }

    @Property
    void neverUsesALineAndRefusesIt(@ForAll String rubbish) {
        var file = AcknowledgementFile.read((HEADER + rubbish).getBytes(StandardCharsets.UTF_8));

        var used = file.lines().stream().map(AcknowledgementFile.Line::number).collect(Collectors.toSet());
        assertThat(file.mistakes())
                .extracting(AcknowledgementFile.Mistake::number)
                .noneMatch(used::contains);
    }

    @Property
    void readsWhateverComes(@ForAll byte[] bytes) {
        var file = AcknowledgementFile.read(bytes);

        assertThat(file.lines().isEmpty()).isTrue();
        assertThat(file.mistakes()).isNotEmpty();
    }
}
