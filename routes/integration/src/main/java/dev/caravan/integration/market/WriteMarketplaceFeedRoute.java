package dev.caravan.integration.market;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Writes the whole file when the catalog has changed, and once a day in any case. One instance at a time claims the writing; a claim
 * that is neither renewed nor told of within ten minutes, because the instance died, is another's.
 *
 * <p>The catalog is read page by page into a file of this machine (Claim Check), since an upload of the component must know its
 * length. What was in the bucket stays until S3 has all of the new file.
 */
public final class WriteMarketplaceFeedRoute extends RouteBuilder {
    /** With a {@code fileName} the endpoint does not ask for its bucket when the service starts: webhooks go on without it. */
    private static final String S3 =
            "aws2-s3:{{MARKETPLACE_BUCKET}}?amazonS3Client=#marketplaceS3&fileName=products.tsv.gz&keyName=";

    @Override
    public void configure() {
        from("scheduler:writeMarketplaceFeed?delay={{marketplace.delay:5000}}"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("writeMarketplaceFeed")
                .to("sql:classpath:sql/integration/claim-marketplace-feed.sql?outputType=SelectOne")
                .process("marketplaceFeedStatus")
                .filter(MarketplaceFeedStatus::isClaimed)
                .to("direct:writeClaimedFeed");

        from("direct:writeClaimedFeed")
                .routeId("writeClaimedFeed")
                .doTry()
                .process("beginMarketplaceFeed")
                .loopDoWhile(MarketplaceFeedRun::hasMorePages)
                .to("direct:readCatalogPage")
                .process(MarketplaceFeedRun::addPage)
                .filter(MarketplaceFeedRun::isTimeToRenew)
                .to("direct:renewClaim")
                .end()
                .endDoTry()
                .to("direct:renewClaim")
                .process(MarketplaceFeedRun::file)
                .to(S3 + MarketplaceFeedRun.FILE_KEY
                        + "&multiPartUpload=true&partSize={{marketplace.part-size:16777216}}")
                .process(MarketplaceFeedRun::manifest)
                .to(S3 + MarketplaceFeedRun.MANIFEST_KEY)
                .process(MarketplaceFeedRun::result)
                .to("sql:classpath:sql/integration/complete-marketplace-feed.sql")
                .to("micrometer:counter:marketplace.feed.runs?tags.result=written")
                .log("The marketplace feed is written: ${variable.products} products, ${variable.left_out} left out")
                .doCatch(Exception.class)
                .log(
                        LoggingLevel.WARN,
                        "The marketplace feed could not be written and will be tried again: ${exception.message}")
                .to("micrometer:counter:marketplace.feed.runs?tags.result=failed")
                .process(MarketplaceFeedRun::failure)
                .to("sql:classpath:sql/integration/release-marketplace-feed.sql")
                .doFinally()
                .process(MarketplaceFeedRun::close)
                .end();

        from("direct:renewClaim")
                .routeId("renewClaim")
                .to("sql:classpath:sql/integration/renew-marketplace-feed.sql?outputType=SelectOne")
                .process(MarketplaceFeedRun::renewed);

        // a service that is being replaced is away for a moment; the whole walk need not begin again for it
        from("direct:readCatalogPage")
                .routeId("readCatalogPage")
                .errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(6)
                        .redeliveryDelay(200)
                        .useExponentialBackOff()
                        .backOffMultiplier(2)
                        .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                        .logExhausted(false))
                .to("direct:readCatalogPageOnce");

        from("direct:readCatalogPageOnce")
                .routeId("readCatalogPageOnce")
                .errorHandler(noErrorHandler())
                .process(MarketplaceFeedRun::nextPage)
                .to(CatalogPage.endpoint())
                .process(CatalogPage::read);
    }
}
