package dev.caravan.feed.row.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.feed.FunctionTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Exports of other shop systems, in the shapes that their documentation describes, as they are. */
class ShopExportsTest extends FunctionTest {

    private static final String SHOPIFY = """
        Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Image Src,Image Position,Status
        linen-shirt,Linen shirt,"<p>Cool, light.</p>",Acme,Apparel & Accessories > Clothing,Shirts,"summer, linen",true,Size,S,Color,White,LS-S-W,200,shopify,5,deny,manual,39.00,,https://cdn.example.com/1.jpg,1,active
        linen-shirt,,,,,,,,,M,,White,LS-M-W,210,shopify,0,deny,manual,39.00,,https://cdn.example.com/2.jpg,2,
        linen-shirt,,,,,,,,,,,,,,,,,,,,https://cdn.example.com/3.jpg,3,
        gift-card,Gift card,,Acme,Gift Cards,Gifts,,true,Title,Default Title,,,'0042,0,,1,deny,manual,25.00,,,,active
        """;

    private static final String GOOGLE = """
        id	title	description	link	image_link	availability	price	brand	gtin	condition	google_product_category	product_type	shipping
        TV_123456	Google Chromecast with Google TV	Chromecast with Google TV brings you the entertainment you love	https://www.example.com/tv	https://www.example.com/tv.png	in_stock	49.99 USD	Google	811571019579	new	Electronics > Video	Home > Streaming	US:CA:Overnight:16.00 USD
        TV_2	Cable	A cable	https://www.example.com/c	https://www.example.com/c.png	out_of_stock	5 USD	Google		new		Home > Cables
        """;

    private static final String WOOCOMMERCE = """
        ID,Type,SKU,Name,Published,"Is featured?","Visibility in catalog","Short description",Description,"Date sale price starts","Date sale price ends","Tax status","Tax class","In stock?",Stock,"Low stock amount","Backorders allowed?","Sold individually?","Weight (kg)","Sale price","Regular price",Categories,Tags,Images,Parent,"Attribute 1 name","Attribute 1 value(s)"
        44,simple,woo-beanie,Beanie,1,0,visible,"A beanie","A <b>warm</b> beanie",,,taxable,,1,12,,0,0,,18,20,"Clothing > Accessories",,https://example.com/beanie.jpg,,,
        45,variable,woo-tee,"V-Neck T-Shirt",1,1,visible,,"A tee",,,taxable,,1,,,0,0,,,,"Clothing > Tshirts",,,,Color,"Blue, Green"
        46,variation,woo-tee-blue,"V-Neck T-Shirt - Blue",1,0,visible,,,,,taxable,parent,1,3,,0,0,,,15,,,,woo-tee,Color,Blue
        """;

    @Test
    void importsAShopifyExport() throws IOException {
        var report = run(SHOPIFY);

        assertThat(report.path("totals").toString())
                .isEqualTo("{\"rows\":3,\"created\":3,\"updated\":0,\"unchanged\":0,\"rejected\":0}");
        assertThat(product("LS-S-W").path("name").asText()).isEqualTo("Linen shirt – S / White");
        assertThat(product("LS-M-W").toString())
                .isEqualTo("{\"sku\":\"LS-M-W\",\"name\":\"Linen shirt – M / White\","
                        + "\"description\":\"<p>Cool, light.</p>\",\"price\":39.00,\"category\":\"Shirts\","
                        + "\"stock_quantity\":0}");
        assertThat(product("0042").path("name").asText()).isEqualTo("Gift card");
        assertThat(report.path("warnings").findValuesAsText("code")).contains("rows_passed_over", "columns_ignored");
    }

    @Test
    void givesBackARejectedVariantSoThatItCanBeSentAlone() throws IOException {
        var report = run(SHOPIFY.replace("deny,manual,39.00,,https://cdn.example.com/2.jpg", "deny,manual,x,,"));
        assertThat(errors(report)).containsExactly("3 LS-M-W Variant Price price_invalid");
        var fixed = upload.text("reports/feed.rejected.csv.txt").replace("manual,x,", "manual,41.00,");

        run(fixed);

        assertThat(product("LS-M-W").path("name").asText()).isEqualTo("Linen shirt – M / White");
        assertThat(product("LS-M-W").path("price").asText()).isEqualTo("41.00");
    }

    @Test
    void importsAGoogleMerchantFeed() throws IOException {
        var report = run(GOOGLE);

        assertThat(errors(report)).containsExactly("3 TV_2 null row_width");
        assertThat(product("TV_123456").path("price").asText()).isEqualTo("49.99");
        assertThat(product("TV_123456").path("currency").asText()).isEqualTo("USD");
        assertThat(product("TV_123456").path("category").asText()).isEqualTo("Home > Streaming");
    }

    @Test
    void importsAWoocommerceExport() throws IOException {
        var report = run(WOOCOMMERCE);

        assertThat(report.path("totals").toString())
                .isEqualTo("{\"rows\":2,\"created\":2,\"updated\":0,\"unchanged\":0,\"rejected\":0}");
        assertThat(product("woo-beanie").toString())
                .isEqualTo("{\"sku\":\"woo-beanie\",\"name\":\"Beanie\",\"description\":\"A <b>warm</b> beanie\","
                        + "\"price\":20.00,\"category\":\"Clothing > Accessories\",\"stock_quantity\":12}");
        assertThat(product("woo-tee-blue").path("name").asText()).isEqualTo("V-Neck T-Shirt - Blue");
        assertThat(gateway.products).doesNotContainKeys("44", "45", "46", "woo-tee");
        assertThat(report.path("warnings").findValuesAsText("message"))
                .contains("\"SKU\" was read as sku, and not \"ID\".");
    }
}
