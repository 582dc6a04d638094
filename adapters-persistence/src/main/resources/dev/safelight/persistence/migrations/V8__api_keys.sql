-- The keys of programs that call us. What a program sends is not here, only a SHA-256 of it, which nobody can send.
-- Revoked keys stay: the table tells who had access when.
CREATE TABLE api_key (
    id            text PRIMARY KEY,
    secret_sha256 text        NOT NULL,
    name          text        NOT NULL,
    scopes        text[]      NOT NULL,
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    last_used_at  timestamptz,
    revoked_at    timestamptz,
    CONSTRAINT a_key_is_good_for_something
        CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY ['READ', 'WRITE', 'WEBHOOKS']),
    CONSTRAINT only_a_hash_of_the_secret_is_kept CHECK (secret_sha256 ~ '^[0-9a-f]{64}$')
);
CREATE INDEX api_key_newest ON api_key (created_at, id);
