package dev.safelight.bootstrap;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.webhook.Callbacks;
import dev.safelight.application.webhook.DeliverWebhooks;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.RegisterWebhook;
import dev.safelight.application.webhook.RetrySchedule;
import dev.safelight.application.webhook.SweepWebhooks;
import dev.safelight.application.webhook.TellWebhooks;
import dev.safelight.application.webhook.TestWebhook;
import dev.safelight.application.webhook.WebhookSender;
import dev.safelight.application.webhook.Webhooks;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.webhook.PostgresDeliveries;
import dev.safelight.persistence.webhook.PostgresFanOut;
import dev.safelight.persistence.webhook.PostgresWebhooks;
import dev.safelight.web.UseCases;
import dev.safelight.web.event.EventJson;
import dev.safelight.web.webhook.AddressGuard;
import dev.safelight.web.webhook.HttpWebhookSender;
import dev.safelight.web.webhook.TestEvent;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Telling receivers elsewhere what happens.
 *
 * @param useCases for the routes
 * @param callbacks for downloads
 * @param worker who tells; to be started where work is done
 * @param sweep to be run now and then
 */
record WebhooksOut(UseCases.OfWebhooks useCases, Callbacks callbacks, DeliverWebhooks worker, SweepWebhooks sweep) {

    static WebhooksOut open(
            Config.Webhooks choice,
            Database database,
            EventLog log,
            Figures figures,
            Bell bell,
            Traced traced,
            InstantSource clock,
            RandomGenerator random,
            Closer open) {
        WebhookSender sender = traced.sender(
                figures.of(open.add(new HttpWebhookSender(new AddressGuard(choice.allowed()), Build.VERSION, clock))));
        Webhooks webhooks = new PostgresWebhooks(database);
        Deliveries deliveries = figures.of(new PostgresDeliveries(database, clock));
        RegisterWebhook register = new RegisterWebhook(webhooks, sender, clock, random);
        TestWebhook test = new TestWebhook(sender, TestEvent.text(clock), clock);
        TellWebhooks tell =
                new TellWebhooks(figures.forWebhooks(log), new PostgresFanOut(database, clock), EventJson::text);
        return new WebhooksOut(
                new UseCases.OfWebhooks(register, test, webhooks, deliveries),
                new Callbacks(register, webhooks, sender),
                open.add(new DeliverWebhooks(tell, deliveries, sender, RetrySchedule.standard(), bell, clock, random)),
                new SweepWebhooks(webhooks, deliveries, clock));
    }
}
