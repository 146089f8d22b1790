package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells the platform's story on real input. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "See the whole platform work on real input, checked at each step.",
        footer = {
            "",
            "The demo brings the platform up with empty data of its own, and stops it at the end.",
            "It exits 1 at the first step that does not hold."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int PRODUCTS = 12;
    private static final int USERS = 400;

    @Option(names = "--keep", description = "Leave the platform running afterwards, with the demo's data.")
    private boolean keep;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port; all others move with it (default: ${DEFAULT-VALUE}).")
    private int portBase = Ports.DEFAULT_BASE;

    @Override
    public Integer call() throws Exception {
        var installation = Installation.current().withData(Installation.DEMO_DATA);
        var supervisor = new Supervisor(installation, Progress.standard());
        try (var session = supervisor.up(Stage.parts(), new Ports(portBase), true, !keep)) {
            var story = new Story(System.out);
            try (var stage = Stage.of(session.platform(), supervisor, story)) {
                var products = new FeedAct(stage).play();
                try (var webhook = WebhookAct.begin(stage)) {
                    var order = new OrdersAct(stage, products).play();
                    var shop = new Shop(stage.random(), PRODUCTS, USERS);
                    new ActivityAct(stage, shop).play();
                    new OutageAct(stage, shop).play();
                    webhook.play(order, List.copyOf(products.values()).getLast());
                    new IntegrationsAct(stage, webhook)
                            .play(List.copyOf(products.values()).get(4));
                }
            }
            story.end();
            if (keep) {
                session.detach();
                System.out.println("It goes on running: ./caravan status, eval \"$(./caravan env)\", ./caravan down");
            }
        }
        return 0;
    }
}
