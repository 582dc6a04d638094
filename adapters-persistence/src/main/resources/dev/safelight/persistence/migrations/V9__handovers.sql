-- Invitations to go on as an anonymous visitor on another device. What the other device brings is not here, only a SHA-256
-- of it. A row is deleted by whoever takes it, and only one can.
CREATE TABLE handover (
    token_sha256 text PRIMARY KEY,
    owner        text        NOT NULL,
    expires_at   timestamptz NOT NULL,
    CONSTRAINT only_a_hash_of_the_token_is_kept CHECK (token_sha256 ~ '^[0-9a-f]{64}$')
);
CREATE INDEX handover_of_owner ON handover (owner, expires_at);
CREATE INDEX handover_by_end ON handover (expires_at);
