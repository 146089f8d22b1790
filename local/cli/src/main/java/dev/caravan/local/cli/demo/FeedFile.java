package dev.caravan.local.cli.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A catalog feed with rows that are broken on purpose.
 *
 * @param text the CSV
 * @param good the products of the good rows, by sku
 * @param broken the column that is wrong, by the line on which a broken row begins
 */
record FeedFile(String text, Map<String, DemoProduct> good, Map<Integer, String> broken) {

    private static final String[] MATERIALS = {"Oak", "Steel", "Linen", "Copper", "Clay", "Cork", "Wool", "Glass"};
    private static final String[] THINGS = {
        "espresso cup",
        "travel mug",
        "tea pot",
        "bread board",
        "lamp",
        "blanket",
        "storage jar",
        "apron",
        "tray",
        "vase"
    };
    private static final String[] CATEGORIES = {"Kitchen", "Home", "Garden", "Office"};
    private static final int GOOD = 300;

    /** How a row is broken: the column, and what stands in it. */
    private record Flaw(String column, String value) {}

    private static final List<Flaw> FLAWS = List.of(
            new Flaw("price", "free"),
            new Flaw("price", "1.234,56"),
            new Flaw("price", "-4.00"),
            new Flaw("name", ""),
            new Flaw("stock_quantity", "plenty"),
            new Flaw("stock_quantity", "-7"));

    static FeedFile random(Random random) {
        var rows = new ArrayList<String>();
        var good = new LinkedHashMap<String, DemoProduct>();
        var broken = new LinkedHashMap<Integer, String>();
        rows.add("sku,name,category,price,stock_quantity,description");
        var line = 2;
        for (var i = 0; i < GOOD; i++) {
            if (i % 25 == 12) {
                var flaw = FLAWS.get(i / 25 % FLAWS.size());
                broken.put(line, flaw.column());
                rows.add(row(product(random, 9000 + i), flaw, ""));
                line++;
            }
            var product = product(random, 1000 + i);
            good.put(product.sku(), product);
            // now and then a description of two lines, so that the lines of the file are not the rows
            var description = i % 40 == 7 ? "Made by hand,\n\"one of a kind\"" : "Made by hand";
            rows.add(row(product, null, description));
            line += description.contains("\n") ? 2 : 1;
        }
        return new FeedFile(String.join("\n", rows) + "\n", good, broken);
    }

    /** Writes the feed to a temporary file. */
    Path write() throws IOException {
        var file = Files.createTempFile("caravan-demo-", ".csv");
        return Files.writeString(file, text);
    }

    private static DemoProduct product(Random random, int number) {
        var thing = THINGS[random.nextInt(THINGS.length)];
        var name = MATERIALS[random.nextInt(MATERIALS.length)] + " " + thing + ", no. " + number;
        return new DemoProduct(
                "CRV-0" + number,
                name,
                CATEGORIES[random.nextInt(CATEGORIES.length)],
                BigDecimal.valueOf(199 + random.nextInt(20_000), 2),
                5 + random.nextInt(200));
    }

    private static String row(DemoProduct product, @org.jspecify.annotations.Nullable Flaw flaw, String description) {
        var cells = new LinkedHashMap<String, String>();
        cells.put("sku", product.sku());
        cells.put("name", product.name());
        cells.put("category", product.category());
        cells.put("price", product.price().toPlainString());
        cells.put("stock_quantity", String.valueOf(product.stock()));
        cells.put("description", description);
        if (flaw != null) {
            cells.put(flaw.column(), flaw.value());
        }
        return String.join(",", cells.values().stream().map(FeedFile::quoted).toList());
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
