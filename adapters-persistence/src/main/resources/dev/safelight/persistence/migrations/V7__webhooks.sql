-- Who is to be told of events, and what is on its way to them.
CREATE TABLE webhook (
    id               uuid PRIMARY KEY,
    owner            text NOT NULL,
    url              text NOT NULL,
    secret           bytea NOT NULL,
    previous_secret  bytea,
    previous_until   timestamptz,
    types            text[] NOT NULL, -- none for all but the progress of downloads
    download         uuid,            -- whose end it is told of, and nothing else
    begins_after     bigint NOT NULL, -- it is told of events with a larger sequence
    caught_up        boolean NOT NULL,
    created_at       timestamptz NOT NULL,
    disabled_at      timestamptz,
    disabled_because text,
    CONSTRAINT secrets_have_24_to_64_bytes CHECK
        (octet_length(secret) BETWEEN 24 AND 64 AND octet_length(previous_secret) BETWEEN 24 AND 64),
    CONSTRAINT a_secret_before_has_an_end CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),
    CONSTRAINT who_is_disabled_hears_why CHECK ((disabled_at IS NULL) = (disabled_because IS NULL)),
    CONSTRAINT only_callbacks_come_late CHECK (caught_up OR download IS NOT NULL)
);
CREATE INDEX webhook_of_owner ON webhook (owner, id);
CREATE UNIQUE INDEX one_callback_for_each_download_and_url ON webhook (owner, download, url) WHERE download IS NOT NULL;
CREATE INDEX webhook_that_came_late ON webhook (id) WHERE NOT caught_up;

CREATE TABLE delivery (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook        uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event          uuid NOT NULL,
    event_sequence bigint NOT NULL,
    type           text NOT NULL,
    body           text NOT NULL,
    status         text NOT NULL DEFAULT 'PENDING',
    attempts       integer NOT NULL DEFAULT 0,
    due_at         timestamptz,  -- the next attempt; while one is being made, the end of its claim
    token          uuid,         -- of the claim
    created_at     timestamptz NOT NULL,
    finished_at    timestamptz,
    log            jsonb NOT NULL DEFAULT '[]', -- the last ten attempts
    CONSTRAINT one_delivery_for_each_webhook_and_event UNIQUE (webhook, event),
    CONSTRAINT statuses_of_deliveries CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),
    CONSTRAINT due_exactly_while_pending CHECK ((due_at IS NOT NULL) = (status = 'PENDING')),
    CONSTRAINT finished_exactly_when_not_pending CHECK ((finished_at IS NULL) = (status = 'PENDING')),
    CONSTRAINT claimed_only_while_pending CHECK (token IS NULL OR status = 'PENDING'),
    CONSTRAINT attempts_of_deliveries_are_counted CHECK (attempts >= 0)
) WITH (fillfactor = 70);
CREATE INDEX delivery_due ON delivery (webhook, due_at) WHERE status = 'PENDING';
CREATE INDEX delivery_claimed ON delivery (webhook, due_at) WHERE token IS NOT NULL;
CREATE INDEX delivery_of_webhook ON delivery (webhook, event_sequence DESC);
CREATE INDEX delivery_finished ON delivery (finished_at) WHERE finished_at IS NOT NULL;

-- One row: up to where in the log everything has been turned into deliveries.
CREATE TABLE webhook_place (
    one      boolean PRIMARY KEY DEFAULT true,
    sequence bigint NOT NULL,
    CONSTRAINT there_is_one_place CHECK (one)
);
INSERT INTO webhook_place (sequence) VALUES (event_horizon() - 1);
