-- An operator looks for webhooks that fail, at what they were not told, and has it told again. Who has millions of
-- deliveries builds these two before the upgrade, CONCURRENTLY and under these names (docs/operations.md), and they are
-- found here.

-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS delivery_failing ON delivery (webhook, event_sequence DESC)
    WHERE status = 'FAILED' OR (status = 'PENDING' AND log -> -1 -> 'error' IS NOT NULL);

-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS delivery_by_status ON delivery (webhook, status, event_sequence DESC);

-- Which key somebody had who did something, as the first digits of its SHA-256: two operators may go by one name.
ALTER TABLE audit ADD COLUMN operator_key text;

-- beside the previous version: the table has a row for each deed of an operator, which are few
CREATE INDEX audit_by_action ON audit (action, id DESC);
